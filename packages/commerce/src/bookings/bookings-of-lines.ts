import type { Tx } from "@dualtrack/db";
import { freeUntil } from "./free-until.ts";

/** What is known of a line's booking on the pages of its order. */
interface BookingView {
  id: string;
  /** Counts its changes. */
  revision: number;
  /** The time that it has now, which may be another one than that which was ordered. */
  startsAt: string;
  endsAt: string;
  /** Until when its customer can give it another time. */
  movableUntil: string;
  /** The room or person. */
  resource: string;
  /** Whether the time is not this order's any more: cancelled, refunded or never paid. */
  isFreed: boolean;
  /** Whether it never was, as it was not free any more when the payment came, of which the rest was kept. */
  isTooLate: boolean;
  /** Whether staff have noted that the customer did not come. */
  isNoShow: boolean;
}

/** The bookings of an order's lines, by position; asks nothing if no line is booked. */
export async function bookingsOfLines(
  db: Pick<Tx, "booking">,
  { checkoutId, lines }: { checkoutId: string; lines: readonly { startsAt: Date | null }[] },
): Promise<ReadonlyMap<number, BookingView>> {
  if (lines.every(({ startsAt }) => startsAt === null)) return new Map();
  const bookings = await db.booking.findMany({
    where: { checkoutId },
    select: {
      id: true,
      revision: true,
      position: true,
      state: true,
      startsAt: true,
      endsAt: true,
      freeCancelHours: true,
      noShowAt: true,
      resource: { select: { name: true } },
    },
  });
  return new Map(
    bookings.map(
      ({ position, state, revision, startsAt, endsAt, freeCancelHours, noShowAt, resource, id }) => [
        position,
        {
          ...{ id, revision },
          startsAt: startsAt.toISOString(),
          endsAt: endsAt.toISOString(),
          movableUntil: freeUntil({ startsAt, freeCancelHours }).toISOString(),
          resource: resource.name,
          isFreed: state !== "held" && state !== "confirmed",
          // Every other booking that is cancelled has been changed since it was booked.
          isTooLate: state === "cancelled" && revision === 0,
          isNoShow: noShowAt !== null,
        },
      ],
    ),
  );
}
