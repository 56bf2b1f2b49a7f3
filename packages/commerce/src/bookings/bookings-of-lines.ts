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
    bookings.map(({ position, state, startsAt, endsAt, freeCancelHours, noShowAt, resource, ...booking }) => [
      position,
      {
        ...booking,
        startsAt: startsAt.toISOString(),
        endsAt: endsAt.toISOString(),
        movableUntil: freeUntil({ startsAt, freeCancelHours }).toISOString(),
        resource: resource.name,
        isFreed: state !== "held" && state !== "confirmed",
        isNoShow: noShowAt !== null,
      },
    ]),
  );
}
