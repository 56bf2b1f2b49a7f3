import type { OpeningException, Week } from "@dualtrack/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type OpeningHours, openTimes } from "./openings.ts";
import { type BusyTime, computeSlots, type SlotRules } from "./slots.ts";

const minuteMs = 60_000;
const productId = "service";

const hourly: SlotRules = {
  productId,
  durationMinutes: 60,
  stepMinutes: 60,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  capacity: 1,
  leadMinutes: 0,
  horizonDays: 366,
};

const everyDay = (from: string, to: string): Week => Array.from({ length: 7 }, () => [{ from, to }]);
const plainDate = (day: string) => Temporal.PlainDate.from(day);

interface Asked {
  timeZone: string;
  week: Week;
  day: string;
  last?: string;
  exceptions?: OpeningException[];
  rules?: Partial<SlotRules>;
  busyTimes?: BusyTime[];
  now?: Date;
}

function slotsOf({ timeZone, week, day, last = day, exceptions = [], rules, busyTimes = [], now }: Asked) {
  const days = { first: plainDate(day), last: plainDate(last) };
  const around = { first: days.first.subtract({ days: 2 }), last: days.last.add({ days: 2 }) };
  return computeSlots({
    rules: { ...hourly, ...rules },
    resources: [
      { id: "room", openTimes: openTimes({ week, exceptions }, { timeZone, ...around }), busyTimes },
    ],
    timeZone,
    now: now ?? new Date(days.first.subtract({ days: 30 }).toZonedDateTime("UTC").epochMilliseconds),
    ...days,
  });
}

const localTime = (at: Date, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timeZone)
    .toString({ smallestUnit: "minute", timeZoneName: "never" });

const startsOf = (asked: Asked) => slotsOf(asked).map(({ startsAt }) => localTime(startsAt, asked.timeZone));

// Worked out by hand from the zones' rules for 2026.
test.for<[string, Asked, string[]]>([
  [
    "Berlin, forward an hour at 02:00",
    { timeZone: "Europe/Berlin", week: everyDay("00:00", "06:00"), day: "2026-03-29" },
    [
      "2026-03-29T00:00+01:00",
      "2026-03-29T01:00+01:00",
      "2026-03-29T03:00+02:00",
      "2026-03-29T04:00+02:00",
      "2026-03-29T05:00+02:00",
    ],
  ],
  [
    "Berlin, back an hour at 03:00: 02:00 comes twice",
    { timeZone: "Europe/Berlin", week: everyDay("00:00", "06:00"), day: "2026-10-25" },
    [
      "2026-10-25T00:00+02:00",
      "2026-10-25T01:00+02:00",
      "2026-10-25T02:00+02:00",
      "2026-10-25T02:00+01:00",
      "2026-10-25T03:00+01:00",
      "2026-10-25T04:00+01:00",
      "2026-10-25T05:00+01:00",
    ],
  ],
  [
    "Berlin, back: what closes at a time that comes twice closes the first time",
    {
      ...{ timeZone: "Europe/Berlin", week: everyDay("00:00", "02:30"), day: "2026-10-25" },
      rules: { durationMinutes: 150 },
    },
    ["2026-10-25T00:00+02:00"],
  ],
  [
    "Berlin, forward: what opens at a time that is skipped opens an hour later",
    {
      ...{ timeZone: "Europe/Berlin", week: everyDay("02:30", "05:00"), day: "2026-03-29" },
      rules: { durationMinutes: 30, stepMinutes: 30 },
    },
    ["2026-03-29T03:30+02:00", "2026-03-29T04:00+02:00", "2026-03-29T04:30+02:00"],
  ],
  [
    "New York, forward at 02:00, of a night from the day before",
    {
      ...{
        timeZone: "America/New_York",
        week: everyDay("22:00", "04:00"),
        day: "2026-03-07",
        last: "2026-03-08",
      },
      ...{ rules: { durationMinutes: 120 }, now: new Date("2026-03-08T00:00Z") },
    },
    [
      "2026-03-07T22:00-05:00",
      "2026-03-07T23:00-05:00",
      "2026-03-08T00:00-05:00",
      "2026-03-08T01:00-05:00",
      "2026-03-08T22:00-04:00",
      "2026-03-08T23:00-04:00",
    ],
  ],
  [
    "New York, back at 02:00: 01:00 comes twice",
    {
      ...{ timeZone: "America/New_York", week: everyDay("22:00", "04:00"), day: "2026-11-01" },
      rules: { durationMinutes: 120 },
    },
    [
      "2026-11-01T00:00-04:00",
      "2026-11-01T01:00-04:00",
      "2026-11-01T01:00-05:00",
      "2026-11-01T02:00-05:00",
      "2026-11-01T22:00-05:00",
      "2026-11-01T23:00-05:00",
    ],
  ],
  [
    "Lord Howe Island, forward half an hour at 02:00",
    {
      ...{ timeZone: "Australia/Lord_Howe", week: everyDay("01:00", "04:00"), day: "2026-10-04" },
      rules: { durationMinutes: 30, stepMinutes: 30 },
    },
    [
      "2026-10-04T01:00+10:30",
      "2026-10-04T01:30+10:30",
      "2026-10-04T02:30+11:00",
      "2026-10-04T03:00+11:00",
      "2026-10-04T03:30+11:00",
    ],
  ],
  [
    "Lord Howe Island, back half an hour at 02:00: 01:30 comes twice",
    {
      ...{ timeZone: "Australia/Lord_Howe", week: everyDay("01:00", "04:00"), day: "2026-04-05" },
      rules: { durationMinutes: 30, stepMinutes: 30 },
    },
    [
      "2026-04-05T01:00+11:00",
      "2026-04-05T01:30+11:00",
      "2026-04-05T01:30+10:30",
      "2026-04-05T02:00+10:30",
      "2026-04-05T02:30+10:30",
      "2026-04-05T03:00+10:30",
      "2026-04-05T03:30+10:30",
    ],
  ],
  [
    "Lord Howe Island, forward, on the hour: the clocks skip 02:00",
    {
      ...{ timeZone: "Australia/Lord_Howe", week: everyDay("01:00", "05:00"), day: "2026-10-04" },
      rules: { durationMinutes: 30 },
    },
    ["2026-10-04T01:00+10:30", "2026-10-04T03:00+11:00", "2026-10-04T04:00+11:00"],
  ],
  [
    "Samoa, which skipped a day across the date line",
    {
      ...{
        timeZone: "Pacific/Apia",
        week: everyDay("10:00", "12:00"),
        day: "2011-12-29",
        last: "2011-12-31",
      },
    },
    ["2011-12-29T10:00-10:00", "2011-12-29T11:00-10:00", "2011-12-31T10:00+14:00", "2011-12-31T11:00+14:00"],
  ],
])("slots when the clocks change: %s", ([_, asked, expected]) => {
  expect(startsOf(asked)).toEqual(expected);
});

const vienna = { timeZone: "Europe/Vienna", day: "2026-06-10" } as const; // a Wednesday
const timesOf = (asked: Omit<Asked, "timeZone" | "day">) =>
  startsOf({ ...vienna, ...asked }).map((start) => start.slice(11, 16));

test("a day that is an exception has its own times, or none", () => {
  const week = everyDay("10:00", "12:00");
  const days = { from: "2026-06-09", to: "2026-06-11", name: "Fair" };
  expect(timesOf({ week, exceptions: [{ ...days, openings: [] }] })).toEqual([]);
  expect(timesOf({ week, exceptions: [{ ...days, openings: [{ from: "18:00", to: "20:00" }] }] })).toEqual([
    "18:00",
    "19:00",
  ]);
  expect(timesOf({ week, exceptions: [{ ...days, to: "2026-06-09", openings: [] }] })).toEqual([
    "10:00",
    "11:00",
  ]);
});

test("only the week's day counts, and a booking may go on over midnight where both days are open", () => {
  const wednesday = Array.from({ length: 7 }, (_, day) =>
    day === 2 ? [{ from: "22:00", to: "24:00" }] : [],
  );
  expect(timesOf({ week: wednesday })).toEqual(["22:00", "23:00"]);
  expect(timesOf({ week: wednesday, rules: { durationMinutes: 120 } })).toEqual(["22:00"]);
  const withThursday = wednesday.map((openings, day) =>
    day === 3 ? [{ from: "00:00", to: "01:00" }] : openings,
  );
  expect(timesOf({ week: withThursday, rules: { durationMinutes: 120 } })).toEqual(["22:00", "23:00"]);
});

test("lead time and horizon bound what is offered, by the instant and by the shop's day", () => {
  const week = everyDay("10:00", "14:00");
  expect(timesOf({ week, now: new Date("2026-06-10T08:30Z") })).toEqual(["11:00", "12:00", "13:00"]);
  expect(timesOf({ week, now: new Date("2026-06-10T09:00Z") })).toEqual(["11:00", "12:00", "13:00"]);
  const rules = { leadMinutes: 90 };
  expect(timesOf({ week, rules, now: new Date("2026-06-10T08:30Z") })).toEqual(["12:00", "13:00"]);
  // 22:30 in London is already the next day in Vienna.
  const tomorrow = { week, rules: { horizonDays: 1 } };
  expect(timesOf({ ...tomorrow, now: new Date("2026-06-08T21:30Z") })).toEqual([]);
  expect(timesOf({ ...tomorrow, now: new Date("2026-06-08T22:30Z") })).toHaveLength(4);
});

const at = (time: string) => Date.parse(`2026-06-10T${time}+02:00`);

test("what takes the resource leaves no place, its buffers included; a group has as many as are left", () => {
  const week = everyDay("10:00", "14:00");
  const freeOf = (busy: BusyTime, rules: Partial<SlotRules> = {}) =>
    slotsOf({ ...vienna, week, busyTimes: [busy], rules }).map(({ free }) => free);
  const blocked = { from: at("11:00"), until: at("12:00"), session: null };
  expect(freeOf(blocked)).toEqual([1, 0, 1, 1]);
  expect(freeOf(blocked, { bufferBeforeMinutes: 15 })).toEqual([1, 0, 0, 1]);
  expect(freeOf(blocked, { bufferAfterMinutes: 15 })).toEqual([0, 0, 1, 1]);
  const group = { capacity: 8 };
  const taken = { ...blocked, session: { productId, startsAt: at("11:00"), taken: 3 } };
  expect(freeOf(taken, group)).toEqual([8, 5, 8, 8]);
  expect(freeOf({ ...taken, session: { ...taken.session, taken: 9 } }, group)).toEqual([8, 0, 8, 8]);
  expect(freeOf({ ...taken, session: { ...taken.session, productId: "another" } }, group)).toEqual([
    8, 0, 8, 8,
  ]);
  expect(freeOf({ ...taken, until: at("12:30") }, group)).toEqual([8, 5, 0, 8]);
});

test("of several resources the one with the most places counts, and closed ones are left out", () => {
  const room = (id: string, hours: OpeningHours, busyTimes: BusyTime[]) => ({
    id,
    openTimes: openTimes(hours, {
      ...{ timeZone: vienna.timeZone, first: plainDate("2026-06-09"), last: plainDate("2026-06-12") },
    }),
    busyTimes,
  });
  const day = plainDate(vienna.day);
  const slots = computeSlots({
    rules: { ...hourly, capacity: 4 },
    resources: [
      room("a", { week: everyDay("10:00", "12:00"), exceptions: [] }, [
        { from: at("10:00"), until: at("11:00"), session: { productId, startsAt: at("10:00"), taken: 4 } },
      ]),
      room("b", { week: everyDay("10:30", "12:30"), exceptions: [] }, []),
    ],
    ...{ timeZone: vienna.timeZone, now: new Date("2026-06-01T00:00Z"), first: day, last: day },
  });
  expect(
    slots.map(({ startsAt, free, resourceIds }) => [
      localTime(startsAt, vienna.timeZone).slice(11, 16),
      free,
      resourceIds,
    ]),
  ).toEqual([
    ["10:00", 0, ["a"]],
    ["10:30", 4, ["b"]],
    ["11:00", 4, ["a"]],
    ["11:30", 4, ["b"]],
  ]);
});

const zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/St_Johns", "Asia/Tokyo"];
/** Days around which at least one of these zones changes its clocks. */
const changes = ["2026-03-08", "2026-03-29", "2026-04-05", "2026-10-04", "2026-10-25", "2026-11-01"];
const quarter = (most: number) => fc.integer({ min: 1, max: most }).map((count) => count * 15);

test("slots are exactly the minutes at which a duration fits: nothing else is open, and nothing is left out", () => {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
  const world = fc.record({
    timeZone: fc.constantFrom(...zones),
    day: fc.constantFrom(...changes),
    opens: fc.integer({ min: 0, max: 23 * 4 }),
    openQuarters: fc.integer({ min: 1, max: 95 }),
    durationMinutes: quarter(24),
    stepMinutes: quarter(8),
    bufferBeforeMinutes: fc.constantFrom(0, 15, 30),
    bufferAfterMinutes: fc.constantFrom(0, 15, 45),
    nowOffset: fc.integer({ min: -48 * 4, max: 24 * 4 }),
    busy: fc.array(fc.tuple(fc.integer({ min: 0, max: 96 }), quarter(16)), { maxLength: 4 }),
  });
  fc.assert(
    fc.property(world, ({ timeZone, day, opens, openQuarters, nowOffset, busy, ...rules }) => {
      const clock = (quarters: number) =>
        `${String(Math.floor(quarters / 4) % 24).padStart(2, "0")}:${String((quarters % 4) * 15).padStart(2, "0")}`;
      const week = everyDay(clock(opens), clock(opens + openQuarters));
      const first = plainDate(day);
      const midnight = first.toZonedDateTime(timeZone).epochMilliseconds;
      const now = new Date(midnight + nowOffset * 15 * minuteMs);
      const busyTimes = busy.map(([start, minutes]) => {
        const from = midnight + start * 15 * minuteMs;
        return { from, until: from + minutes * minuteMs, session: null };
      });
      const slots = slotsOf({ timeZone, week, day, rules, busyTimes, now });

      // The same, minute by minute, from instants to local times only.
      const around = { timeZone, first: first.subtract({ days: 2 }), last: first.add({ days: 2 }) };
      const open = openTimes({ week, exceptions: [] }, around);
      const isOpen = (minute: number) => open.some(({ from, until }) => from <= minute && minute < until);
      const isBusy = (minute: number) =>
        busyTimes.some(({ from, until }) => from <= minute && minute < until);
      const nextMidnight = first.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
      const expected: [number, number][] = [];
      for (let start = midnight; start < nextMidnight; start += 15 * minuteMs) {
        const quarters = (from: number, to: number) =>
          Array.from({ length: (to - from) / 15 }, (_, place) => start + (from + place * 15) * minuteMs);
        const local = Temporal.Instant.fromEpochMilliseconds(start)
          .toZonedDateTimeISO(timeZone)
          .toPlainDateTime();
        const isOnGrid = open.some(({ opens: anchor, from, until }) => {
          const minutes = local.since(anchor).total("minutes");
          return from <= start && start < until && minutes >= 0 && minutes % rules.stepMinutes === 0;
        });
        if (!isOnGrid || start < now.getTime() || !quarters(0, rules.durationMinutes).every(isOpen)) continue;
        const taken = quarters(-rules.bufferBeforeMinutes, rules.durationMinutes + rules.bufferAfterMinutes);
        expected.push([start, taken.some(isBusy) ? 0 : 1]);
      }
      expect(slots.map(({ startsAt, free }) => [startsAt.getTime(), free])).toEqual(expected);
    }),
    { seed, numRuns: 300 },
  );
});
