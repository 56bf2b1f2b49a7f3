import { serviceLimits } from "@dualtrack/contract";
import { bookingsToRemind } from "@dualtrack/db";
import { recordReminder } from "../bookings/change-booking.ts";
import { queueBookingMail } from "../notifications/queue-booking-mail.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
import { isActive, lockOrderedBooking } from "./lock-booking.ts";

const maxHours = serviceLimits.reminderHours.max;
const batch = 200;

/**
 * Queues a mail for each booking whose customer is to be reminded, once for each time that it gets. Those whose money is on its way
 * back are left for the next run. Answers how many were reminded.
 */
export async function remindBookings(shop: Shop): Promise<number> {
  let reminded = 0;
  let after: string | null = null;
  do {
    const ids: string[] = await bookingsToRemind(shop.db, {
      ...{ now: shop.clock.now(), maxHours, after, limit: batch },
    });
    for (const bookingId of ids) if (await remind(shop, bookingId)) reminded += 1;
    after = ids.length < batch ? null : (ids.at(-1) ?? null);
  } while (after !== null);
  return reminded;
}

function remind(shop: Shop, bookingId: string): Promise<boolean> {
  return transact(shop, "sync", async (unit) => {
    const { tx, now } = unit;
    const ordered = await lockOrderedBooking(tx, { bookingId });
    // It may have been moved, cancelled or refunded since the list was read, or reminded of by another process.
    const isDue = (await bookingsToRemind(tx, { now, maxHours, only: bookingId })).length > 0;
    if (!isDue || !isActive(ordered)) return false;
    await recordReminder(unit, { bookingId });
    await queueBookingMail(unit, { orderId: ordered.order.id, bookingId, kind: "booking_reminder" });
    return true;
  });
}
