import { randomUUID } from "node:crypto";
import { confirmBookings, releaseBookings, takeBookings, type WantedBooking } from "@dualtrack/db";
import { inZone } from "../day-in-zone.ts";
import type { KindReservations, ReservedLine } from "../reservations/kind-reservations.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { openTimes } from "./openings.ts";
import { type BookableVariant, readBookable } from "./read-bookable.ts";
import { computeSlots } from "./slots.ts";

/** Reservations of services, which take the time of a room or person. */
export const bookingReservations: KindReservations = {
  async take(unit, { checkoutId, lines }) {
    const bookable = await readBookable(
      unit.tx,
      lines.map(({ variantId }) => variantId),
    );
    const wanted = lines.map((line) => wantedBooking(unit, line, bookable));
    const notOffered = lines
      .filter((_, place) => wanted[place] === null)
      .map(({ position }) => ({ position, free: 0 }));
    if (notOffered.length > 0) return notOffered;
    const bookings = wanted.filter((booking) => booking !== null);
    return takeBookings(unit.tx, { checkoutId, bookings, now: unit.now });
  },
  commit: ({ tx, now }, { checkoutId }) => confirmBookings(tx, { checkoutId, now }),
  release: ({ tx, now }, { checkoutId, state }) => releaseBookings(tx, { checkoutId, state, now }),
};

/** The booking that a line asks for; null if the service does not begin then, whoever books it. */
function wantedBooking(
  { shop, now }: UnitOfWork,
  { position, variantId, startsAt, quantity }: ReservedLine,
  bookable: readonly BookableVariant[],
): WantedBooking | null {
  const variant = bookable.find((candidate) => candidate.variantId === variantId);
  if (variant === undefined || startsAt === null) return null;
  const { timeZone } = shop.settings;
  const { rules, resources, cancellation } = variant;
  const day = inZone(startsAt, timeZone).toPlainDate();
  // A booking may begin on the evening before its day, and go on into the day after.
  const around = { timeZone, first: day.subtract({ days: 1 }), last: day.add({ days: 2 }) };
  const slot = computeSlots({
    ...{ rules, timeZone, now, first: day, last: day },
    resources: resources.map(({ id, hours }) => ({ id, openTimes: openTimes(hours, around), busyTimes: [] })),
  }).find((candidate) => candidate.startsAt.getTime() === startsAt.getTime());
  if (slot === undefined) return null;
  const { productId, capacity, bufferBeforeMinutes, bufferAfterMinutes } = rules;
  return {
    id: randomUUID(),
    ...{ position, productId, variantId, quantity, capacity, startsAt },
    ...cancellation,
    candidateIds: slot.resourceIds,
    endsAt: slot.endsAt,
    busyFrom: new Date(startsAt.getTime() - bufferBeforeMinutes * 60_000),
    busyUntil: new Date(slot.endsAt.getTime() + bufferAfterMinutes * 60_000),
  };
}
