import { randomUUID } from "node:crypto";
import { confirmBookings, releaseBookings, type Tx, takeBookings, type WantedBooking } from "@dualtrack/db";
import { inZone } from "../day-in-zone.ts";
import type { KindReservations, ReservedLine } from "../reservations/kind-reservations.ts";
import { isSameItem } from "../same-item.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { atAnyNotice } from "./at-any-notice.ts";
import { openTimes } from "./openings.ts";
import { type BookableVariant, readBookable } from "./read-bookable.ts";
import { computeSlots } from "./slots.ts";

/** Reservations of services, which take the time of a room or person. */
export const bookingReservations: KindReservations = {
  async take(unit, { checkoutId, lines, byStaff = null }) {
    const offered = await readBookable(
      unit.tx,
      lines.map(({ variantId }) => variantId),
    );
    const bookable = byStaff === null ? offered : offered.map(atAnyNotice);
    const replaced = await bookedBy(unit.tx, byStaff?.replacedCheckoutId ?? null);
    const wanted = lines.map((line) => {
      const booked = replaced.find((candidate) => isSameItem(candidate, line));
      return wantedBooking(unit, line, { bookable, booked });
    });
    const notOffered = lines
      .filter((_, place) => wanted[place] === null)
      .map(({ position }) => ({ position, free: 0, isOffered: false as const }));
    if (notOffered.length > 0) return notOffered;
    const bookings = wanted.filter((booking) => booking !== null);
    return takeBookings(unit.tx, { checkoutId, bookings, now: unit.now });
  },
  commit: ({ tx, now }, { checkoutId }) => confirmBookings(tx, { checkoutId, now }),
  release: ({ tx, now }, { checkoutId, state }) => releaseBookings(tx, { checkoutId, state, now }),
};

/** What a checkout had booked; null: there is none. */
async function bookedBy(tx: Tx, checkoutId: string | null) {
  if (checkoutId === null) return [];
  return tx.booking.findMany({
    where: { checkoutId },
    select: {
      ...{ variantId: true, startsAt: true, endsAt: true, busyFrom: true, busyUntil: true },
      ...{ resourceId: true, candidateIds: true },
    },
  });
}

type BookedTime = Awaited<ReturnType<typeof bookedBy>>[number];

/**
 * The booking that a line asks for; null if the service does not begin then, whoever books it. One that is booked already stays where it is
 * if it can, also at a time that is not offered any more.
 */
function wantedBooking(
  unit: UnitOfWork,
  { position, variantId, startsAt, quantity }: ReservedLine,
  { bookable, booked }: { bookable: readonly BookableVariant[]; booked: BookedTime | undefined },
): WantedBooking | null {
  const variant = bookable.find((candidate) => candidate.variantId === variantId);
  if (variant === undefined || startsAt === null) return null;
  const time = offeredTime(unit, variant, startsAt) ?? (startsAt > unit.now ? booked : undefined);
  if (time === undefined) return null;
  const { productId, capacity } = variant.rules;
  const { endsAt, busyFrom, busyUntil, candidateIds } = time;
  const isThere = booked !== undefined && candidateIds.includes(booked.resourceId);
  return {
    id: randomUUID(),
    ...{ position, productId, variantId, quantity, capacity, startsAt, endsAt, busyFrom, busyUntil },
    ...variant.cancellation,
    candidateIds: isThere
      ? [booked.resourceId, ...candidateIds.filter((id) => id !== booked.resourceId)]
      : candidateIds,
  };
}

/** When and where a service is that begins at this instant; undefined if it does not begin then. */
function offeredTime(
  { shop, now }: UnitOfWork,
  { rules, resources }: BookableVariant,
  startsAt: Date,
): Pick<BookedTime, "endsAt" | "busyFrom" | "busyUntil" | "candidateIds"> | undefined {
  const { timeZone } = shop.settings;
  const day = inZone(startsAt, timeZone).toPlainDate();
  // A booking may begin on the evening before its day, and go on into the day after.
  const around = { timeZone, first: day.subtract({ days: 1 }), last: day.add({ days: 2 }) };
  const slot = computeSlots({
    ...{ rules, timeZone, now, first: day, last: day },
    resources: resources.map(({ id, hours }) => ({ id, openTimes: openTimes(hours, around), busyTimes: [] })),
  }).find((candidate) => candidate.startsAt.getTime() === startsAt.getTime());
  return (
    slot && {
      candidateIds: slot.resourceIds,
      endsAt: slot.endsAt,
      busyFrom: new Date(startsAt.getTime() - rules.bufferBeforeMinutes * 60_000),
      busyUntil: new Date(slot.endsAt.getTime() + rules.bufferAfterMinutes * 60_000),
    }
  );
}
