import { searchDays, slotDays } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import { inZone } from "../day-in-zone.ts";
import { freeSlots } from "./free-slots.ts";
import type { BookableVariant } from "./read-bookable.ts";

interface Asked extends Pick<Parameters<typeof freeSlots>[2], "own" | "timeZone" | "now"> {
  /** The first day, in the shop's time zone, such as 2026-03-29; left out: today. */
  from?: string | undefined;
  /** Places that are wanted. */
  quantity: number;
}

/**
 * When a variant can be booked within the `slotDays` from a day on, the fully booked times included, and the first free time within the
 * `searchDays` from then on; null if there is none up to `searchedUntil`. Anybody may ask, so one answer costs a limited search.
 */
export async function slotsFrom(tx: Tx, variant: BookableVariant, { from, quantity, ...asked }: Asked) {
  const { timeZone, now } = asked;
  const today = inZone(now, timeZone).toPlainDate();
  const lastBookable = today.add({ days: variant.rules.horizonDays });
  const first = later(from === undefined ? today : Temporal.PlainDate.from(from), today);
  const sheetFrom = (day: Temporal.PlainDate) =>
    freeSlots(tx, variant, { ...asked, first: day, last: day.add({ days: slotDays - 1 }) });
  const slots = await sheetFrom(first);
  const isFree = ({ free }: { free: number }) => free >= quantity;
  let next = slots.find(isFree);
  // More than anybody can have at one time is not looked for: whoever asks chooses the number.
  const canBeFree = quantity <= variant.rules.capacity && variant.resources.length > 0;
  const searchedUntil = canBeFree ? earlier(first.add({ days: searchDays - 1 }), lastBookable) : lastBookable;
  for (
    let start = first.add({ days: slotDays });
    canBeFree && next === undefined && Temporal.PlainDate.compare(start, searchedUntil) <= 0;
    start = start.add({ days: slotDays })
  )
    next = (await sheetFrom(start)).find(isFree);
  const whenOf = (startsAt: Date) => ({
    startsAt: startsAt.toISOString(),
    day: inZone(startsAt, timeZone).toPlainDate().toString(),
  });
  return {
    /** IANA name of the shop's: days and times are those of its clocks. */
    timeZone,
    today: today.toString(),
    lastDay: lastBookable.toString(),
    durationMinutes: variant.rules.durationMinutes,
    capacity: variant.rules.capacity,
    slots: slots.map(({ startsAt, free }) => ({ ...whenOf(startsAt), isFree: free >= quantity, free })),
    next: next === undefined ? null : whenOf(next.startsAt),
    /** The last day that was looked at for the next free time: if it is before `lastDay`, there may be one after it. */
    searchedUntil: searchedUntil.toString(),
  };
}

function earlier(one: Temporal.PlainDate, other: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(one, other) < 0 ? one : other;
}

function later(one: Temporal.PlainDate, other: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(one, other) < 0 ? other : one;
}
