import type { Tx } from "../connect.ts";

interface Move {
  bookingId: string;
  /** The first of these in which it is free then is taken. */
  resourceIds: readonly string[];
  /** The resources that it may take should it be booked again. */
  candidateIds: readonly string[];
  /** The places of the service now. */
  capacity: number;
  startsAt: Date;
  endsAt: Date;
  busyFrom: Date;
  busyUntil: Date;
  now: Date;
}

/**
 * Gives a confirmed booking another time and frees the old one, in one statement. Answers false and changes nothing if no resource
 * has the places then.
 */
export async function moveBooking(
  tx: Tx,
  { bookingId, resourceIds, candidateIds, capacity, startsAt, endsAt, busyFrom, busyUntil, now }: Move,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<[{ moved: boolean }]>`
    select move_booking(
      ${bookingId}::uuid, ${resourceIds}::uuid[], ${candidateIds}::uuid[], ${capacity}::integer,
      ${startsAt}, ${endsAt}, ${busyFrom}, ${busyUntil}, ${now}
    ) as moved`;
  return row.moved;
}
