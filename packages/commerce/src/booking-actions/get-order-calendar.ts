import { DomainError } from "../domain-error.ts";
import { bookingCalendars } from "../notifications/booking-calendars.ts";
import { readOrderToken } from "../orders/links.ts";
import type { Shop } from "../shop.ts";

/** What an order has booked as an iCalendar file, by its link. ORDER_NOT_FOUND, BOOKING_NOT_FOUND when nothing is booked. */
export async function getOrderCalendar(shop: Shop, { token }: { token: string }): Promise<string> {
  const orderId = readOrderToken(shop, token);
  const { booked } = await bookingCalendars(shop, shop.db, { orderId });
  if (booked === null) throw new DomainError("BOOKING_NOT_FOUND", {});
  return booked;
}
