import type { Tx } from "@dualtrack/db";

/** What is known of a line's booking on the pages of its order. */
interface BookingView {
  endsAt: string;
  /** The room or person. */
  resource: string;
  /** Whether the time is not this order's any more: cancelled, refunded or never paid. */
  isFreed: boolean;
}

/** The bookings of an order's lines, by position; asks nothing if no line is booked. */
export async function bookingsOfLines(
  db: Pick<Tx, "booking">,
  { checkoutId, lines }: { checkoutId: string; lines: readonly { startsAt: Date | null }[] },
): Promise<ReadonlyMap<number, BookingView>> {
  if (lines.every(({ startsAt }) => startsAt === null)) return new Map();
  const bookings = await db.booking.findMany({
    where: { checkoutId },
    select: { position: true, state: true, endsAt: true, resource: { select: { name: true } } },
  });
  return new Map(
    bookings.map(({ position, state, endsAt, resource }) => [
      position,
      {
        endsAt: endsAt.toISOString(),
        resource: resource.name,
        isFreed: state !== "held" && state !== "confirmed",
      },
    ]),
  );
}
