import { shopTime } from "../../shop-time.ts";

interface Blocked {
  count: number;
  /** The first ones. Without an order number a customer is at the checkout with it. */
  bookings: readonly { orderNumber: string | null; startsAt: string }[];
}

/** What staff are told about a time that they have blocked, with the bookings that it has. */
export function blockedText({ count, bookings }: Blocked, timeZone: string): string {
  if (count === 0) return "The time is blocked. Nothing was booked in it.";
  const named = bookings.map(
    ({ orderNumber, startsAt }) => `${orderNumber ?? "not paid yet"} (${shopTime(startsAt, timeZone)})`,
  );
  const more = count > bookings.length ? [`${count - bookings.length} more`] : [];
  return `The time is blocked for new bookings. In it already, and ${count === 1 ? "stays" : "stay"}: ${[...named, ...more].join("; ")}.`;
}
