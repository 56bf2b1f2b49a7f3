import { moveBooking } from "@dualtrack/db";
import type { UnitOfWork } from "../unit-of-work.ts";

interface NewTime {
  booking: { id: string; startsAt: Date; endsAt: Date; busyFrom: Date; busyUntil: Date };
  startsAt: Date;
  /** The first of these in which it is free then is taken. */
  resourceIds: readonly string[];
  /** The places of the service now. */
  capacity: number;
}

/**
 * Gives a confirmed booking another start, for as long as before; its old time is free with it. Answers false and changes nothing
 * if none of the resources is free then. The caller holds the checkout's lock.
 */
export function changeBookedTime(
  { tx, now }: UnitOfWork,
  { booking, startsAt, resourceIds, capacity }: NewTime,
): Promise<boolean> {
  const shifted = (at: Date) => new Date(at.getTime() + startsAt.getTime() - booking.startsAt.getTime());
  return moveBooking(tx, {
    bookingId: booking.id,
    ...{ resourceIds, candidateIds: resourceIds, capacity, startsAt, now },
    endsAt: shifted(booking.endsAt),
    busyFrom: shifted(booking.busyFrom),
    busyUntil: shifted(booking.busyUntil),
  });
}

/** Stores whether a customer did not come. The caller holds the checkout's lock. */
export async function recordNoShow(
  { tx, now }: UnitOfWork,
  { bookingId, isNoShow }: { bookingId: string; isNoShow: boolean },
): Promise<void> {
  await tx.booking.update({ where: { id: bookingId }, data: { noShowAt: isNoShow ? now : null } });
}

/** Stores that a customer was reminded of the time that it has now. The caller holds the checkout's lock. */
export async function recordReminder(
  { tx, now }: UnitOfWork,
  { bookingId }: { bookingId: string },
): Promise<void> {
  await tx.booking.update({ where: { id: bookingId }, data: { remindedAt: now } });
}
