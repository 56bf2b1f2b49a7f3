import { expect, test } from "vitest";
import { dayOf, daysIn, endOfDay, startOfDay } from "./day-in-zone.ts";

test.each([
  ["2026-11-21", "UTC", "2026-11-21T00:00:00.000Z", 24],
  ["2026-11-21", "Europe/Vienna", "2026-11-20T23:00:00.000Z", 24],
  // Both changes of summer time, in both hemispheres.
  ["2026-03-29", "Europe/Vienna", "2026-03-28T23:00:00.000Z", 23],
  ["2026-10-25", "Europe/Vienna", "2026-10-24T22:00:00.000Z", 25],
  ["2026-09-27", "Pacific/Auckland", "2026-09-26T12:00:00.000Z", 23],
  ["2026-04-05", "Pacific/Auckland", "2026-04-04T11:00:00.000Z", 25],
  // Half an hour of it.
  ["2026-10-04", "Australia/Lord_Howe", "2026-10-03T13:30:00.000Z", 23.5],
  ["2026-04-05", "Australia/Lord_Howe", "2026-04-04T13:00:00.000Z", 24.5],
  // A day whose clocks skip midnight, and the one after it.
  ["2026-09-06", "America/Santiago", "2026-09-06T04:00:00.000Z", 23],
  ["2026-09-07", "America/Santiago", "2026-09-07T03:00:00.000Z", 24],
  // One whose clocks show 23:00 to 24:00 twice.
  ["2026-04-04", "America/Santiago", "2026-04-04T03:00:00.000Z", 25],
  // Zones at quarters of an hour, one of them with summer time.
  ["2026-07-04", "Asia/Kathmandu", "2026-07-03T18:15:00.000Z", 24],
  ["2026-07-04", "Pacific/Chatham", "2026-07-03T11:15:00.000Z", 24],
  ["2026-09-27", "Pacific/Chatham", "2026-09-26T11:15:00.000Z", 23],
  ["2026-04-05", "Pacific/Chatham", "2026-04-04T10:15:00.000Z", 25],
  ["2026-07-04", "America/Los_Angeles", "2026-07-04T07:00:00.000Z", 24],
  ["2026-07-04", "Asia/Kolkata", "2026-07-03T18:30:00.000Z", 24],
  ["9999-12-31", "America/St_Johns", "9999-12-31T03:30:00.000Z", 24],
])("%s in %s begins at %s and has %d hours", (day, zone, begins, hours) => {
  const [start, end] = [startOfDay(day, zone), endOfDay(day, zone)];
  expect(start.toISOString()).toBe(begins);
  expect((end.getTime() - start.getTime()) / (60 * 60_000)).toBe(hours);
  expect(dayOf(start, zone)).toBe(day);
  expect(dayOf(new Date(end.getTime() - 1), zone)).toBe(day);
  expect(dayOf(end, zone)).not.toBe(day);
});

test("a range of days has only the bounds that were asked for", () => {
  const [from, to] = ["2026-03-28", "2026-03-29"];
  const [gte, lt] = [new Date("2026-03-27T23:00:00Z"), new Date("2026-03-29T22:00:00Z")];
  expect(daysIn("Europe/Vienna", { from, to })).toEqual({ gte, lt });
  expect(daysIn("Europe/Vienna", { from })).toEqual({ gte });
  expect(daysIn("Europe/Vienna", { to })).toEqual({ lt });
  expect(daysIn("Europe/Vienna", {})).toEqual({});
});
