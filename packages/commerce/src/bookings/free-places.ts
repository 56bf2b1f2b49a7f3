import type { Tx } from "@dualtrack/db";
import { freeSlots } from "./free-slots.ts";
import type { BookableVariant } from "./read-bookable.ts";
import type { Slot, SlotRules } from "./slots.ts";

const minuteMs = 60_000;

/** How many places of a variant can still be booked on one of the shop's days, in all its resources, one after the other. */
export async function freePlaces(
  tx: Tx,
  variant: BookableVariant,
  { day, timeZone, now }: { day: Temporal.PlainDate; timeZone: string; now: Date },
): Promise<number> {
  let places = 0;
  for (const resource of variant.resources) {
    const slots = await freeSlots(
      tx,
      { ...variant, resources: [resource] },
      { own: null, timeZone, now, first: day, last: day },
    );
    places += placesOf(slots, variant.rules);
  }
  return places;
}

/** The places of slots of one resource that don't overlap, the first ones first. */
function placesOf(
  slots: readonly Slot[],
  { bufferBeforeMinutes, bufferAfterMinutes }: Pick<SlotRules, "bufferBeforeMinutes" | "bufferAfterMinutes">,
): number {
  const buffersMs = (bufferBeforeMinutes + bufferAfterMinutes) * minuteMs;
  let places = 0;
  let next = Number.NEGATIVE_INFINITY;
  for (const { startsAt, endsAt, free } of slots) {
    if (free === 0 || startsAt.getTime() < next) continue;
    places += free;
    next = endsAt.getTime() + buffersMs;
  }
  return places;
}
