import type { Tx } from "../connect.ts";

/** One line's booking, before it has a resource. */
export interface WantedBooking {
  id: string;
  position: number;
  productId: string;
  variantId: string;
  /** The resources that could take it, the preferred ones first. */
  candidateIds: readonly string[];
  quantity: number;
  capacity: number;
  startsAt: Date;
  endsAt: Date;
  busyFrom: Date;
  busyUntil: Date;
  /** The rule about cancelling that the customer agrees to. */
  freeCancelHours: number;
  lateKeepPercent: number;
}

/**
 * Holds the time of all bookings for the checkout, or of none. Answers those that want more places than are free in any of their
 * resources; an empty answer means that all are held.
 */
export async function takeBookings(
  tx: Tx,
  { checkoutId, bookings, now }: { checkoutId: string; bookings: readonly WantedBooking[]; now: Date },
): Promise<{ position: number; free: number }[]> {
  return tx.$queryRaw<{ position: number; free: number }[]>`
    select short_position as position, free
    from take_bookings(${checkoutId}::uuid, ${JSON.stringify(bookings)}::jsonb, ${now})`;
}

/**
 * Confirms the checkout's bookings; those that have ended take their time again. Answers false and changes nothing if the time of
 * one is not free any more, or has begun. A second call changes nothing.
 */
export async function confirmBookings(
  tx: Tx,
  { checkoutId, now }: { checkoutId: string; now: Date },
): Promise<boolean> {
  const [row] = await tx.$queryRaw<[{ confirmed: boolean }]>`
    select confirm_bookings(${checkoutId}::uuid, ${now}) as confirmed`;
  return row.confirmed;
}

/**
 * Confirms those of the checkout's bookings whose time is still theirs or free again, and cancels the others. Answers the positions of
 * these; null, and nothing is changed, if a line has no booking.
 */
export async function confirmFreeBookings(
  tx: Tx,
  { checkoutId, now }: { checkoutId: string; now: Date },
): Promise<number[] | null> {
  const [row] = await tx.$queryRaw<[{ late: number[] | null }]>`
    select confirm_free_bookings(${checkoutId}::uuid, ${now}) as late`;
  return row.late;
}

/** Ends the checkout's held bookings. */
export async function releaseBookings(
  tx: Tx,
  { checkoutId, state, now }: { checkoutId: string; state: "released" | "expired"; now: Date },
): Promise<void> {
  await tx.$queryRaw`select release_bookings(${checkoutId}::uuid, ${state}::booking_state, ${now})::text`;
}
