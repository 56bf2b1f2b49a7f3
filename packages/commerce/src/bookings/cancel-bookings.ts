import type { UnitOfWork } from "../unit-of-work.ts";

/** Frees the time of confirmed bookings at these positions of a checkout; those that have begun stay. The caller holds the checkout's lock. */
export async function cancelBookings(
  { tx, now }: UnitOfWork,
  { checkoutId, positions }: { checkoutId: string; positions: number[] },
): Promise<void> {
  await tx.booking.updateMany({
    where: { checkoutId, position: { in: positions }, state: "confirmed", startsAt: { gt: now } },
    data: { state: "cancelled", endedAt: now, revision: { increment: 1 } },
  });
}
