import { formatOrderNumber } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { recordNoShow } from "../bookings/change-booking.ts";
import { DomainError } from "../domain-error.ts";
import { lineTitle } from "../line-title.ts";
import { recordOnTimeline } from "../orders/move-order.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { lockOrderedBooking } from "./lock-booking.ts";

interface MarkNoShow {
  bookingId: string;
  /** False: the customer has come after all. */
  isNoShow: boolean;
  by: Actor;
}

/**
 * Notes that a customer did not come, or takes that back. Nothing is refunded, and the customer is not told. A repeated call changes
 * nothing. BOOKING_NOT_FOUND, BOOKING_NOT_ACTIVE, BOOKING_NOT_BEGUN.
 */
export function markNoShow(shop: Shop, { bookingId, isNoShow, by }: MarkNoShow): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { order, line, booking } = await lockOrderedBooking(unit.tx, { bookingId });
    if (booking.state !== "confirmed") throw new DomainError("BOOKING_NOT_ACTIVE", {});
    if ((booking.noShowAt !== null) === isNoShow) return;
    const startsAt = booking.startsAt.toISOString();
    if (booking.startsAt > unit.now) throw new DomainError("BOOKING_NOT_BEGUN", { startsAt });
    await recordNoShow(unit, { bookingId, isNoShow });
    const booked = lineTitle(line.productTitle, line.variantTitle);
    await recordOnTimeline(unit, order.id, {
      kind: isNoShow ? "booking_missed" : "booking_attended",
      details: { booked, startsAt },
    });
    await writeAudit(unit, {
      action: isNoShow ? "booking.mark_no_show" : "booking.undo_no_show",
      subject: formatOrderNumber(order.number),
      before: {},
      after: { booked, startsAt },
    });
  });
}
