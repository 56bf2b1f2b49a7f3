import { amountStep, type CancelBooking, formatOrderNumber } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { cancelBookings } from "../bookings/cancel-bookings.ts";
import { DomainError } from "../domain-error.ts";
import { followFulfilment } from "../fulfilment/follow-fulfilment.ts";
import { lineTitle } from "../line-title.ts";
import { queueBookingMail } from "../notifications/queue-booking-mail.ts";
import { recordOnTimeline } from "../orders/move-order.ts";
import { paidPayment, refundedQuantity } from "../payment-state/refundable.ts";
import { requestRefund } from "../refunds/request-refund.ts";
import type { Shop } from "../shop.ts";
import { transact, transactFor, type UnitOfWork } from "../unit-of-work.ts";
import { cancellationTerms } from "./cancellation-terms.ts";
import { assertActive, assertNotBegun, lockOrderedBooking, type OrderedBooking } from "./lock-booking.ts";

/**
 * Cancels a booking for its customer: its time is free at once, and what the rule says goes back is asked of Stripe. It happens only
 * if that is the amount that the customer was told. A repeated call changes nothing.
 * BOOKING_NOT_FOUND, BOOKING_NOT_ACTIVE, BOOKING_HAS_BEGUN, BOOKING_REFUND_CHANGED.
 */
export function cancelOwnBooking(
  shop: Shop,
  { orderId, bookingId, refundAmount }: { orderId: string; bookingId: string; refundAmount: number },
): Promise<void> {
  return transact(shop, "customer", async (unit) => {
    const ordered = await lockOrderedBooking(unit.tx, { orderId, bookingId });
    if (ordered.booking.state === "cancelled") return;
    assertActive(ordered);
    assertNotBegun(ordered, unit.now);
    const { refund, price } = cancellationTerms(ordered, unit.now);
    if (refund.amount !== refundAmount) throw new DomainError("BOOKING_REFUND_CHANGED", { refund, price });
    await cancelLocked(unit, ordered, { amount: refund.amount });
  });
}

/**
 * Cancels a booking by staff, who say what goes back. A repeated call changes nothing.
 * BOOKING_NOT_FOUND, BOOKING_NOT_ACTIVE, BOOKING_HAS_BEGUN, REFUND_TOO_FINE, REFUND_TOO_MUCH, REQUEST_ID_TAKEN.
 */
export function cancelBooking(
  shop: Shop,
  { bookingId, requestId, refundAmount, note, by }: CancelBooking & { by: Actor },
): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const ordered = await lockOrderedBooking(unit.tx, { bookingId });
    if (ordered.booking.state === "cancelled") return;
    if (ordered.booking.state !== "confirmed") throw new DomainError("BOOKING_NOT_ACTIVE", {});
    assertNotBegun(ordered, unit.now);
    const { refundable } = cancellationTerms(ordered, unit.now);
    const { currency } = refundable;
    const step = amountStep(currency);
    if (refundAmount % step !== 0)
      throw new DomainError("REFUND_TOO_FINE", { step: { amount: step, currency } });
    if (refundAmount > refundable.amount) throw new DomainError("REFUND_TOO_MUCH", { refundable });
    await cancelLocked(unit, ordered, { amount: refundAmount, id: requestId, note, requestedBy: by.name });
    const { order, line, booking } = ordered;
    await writeAudit(unit, {
      action: "booking.cancel",
      subject: formatOrderNumber(order.number),
      before: {
        booked: lineTitle(line.productTitle, line.variantTitle),
        startsAt: booking.startsAt.toISOString(),
        resource: booking.resource.name,
      },
      after: { refunded: { amount: refundAmount, currency }, ...(note === "" ? {} : { note }) },
    });
  });
}

interface Returned {
  /** What goes back, in minor units of the order's currency. */
  amount: number;
  /** The refund's id. */
  id?: string;
  note?: string;
  requestedBy?: string;
}

async function cancelLocked(
  unit: UnitOfWork,
  ordered: OrderedBooking,
  { amount, ...by }: Returned,
): Promise<void> {
  const { order, line, booking } = ordered;
  const { currency } = order;
  const { price } = cancellationTerms(ordered, unit.now);
  await cancelBookings(unit, { checkoutId: order.checkoutId, positions: [booking.position] });
  const refund = { amount, currency };
  await recordOnTimeline(unit, order.id, {
    kind: "booking_cancelled",
    details: {
      booked: lineTitle(line.productTitle, line.variantTitle),
      startsAt: booking.startsAt.toISOString(),
      resource: booking.resource.name,
    },
  });
  const paid = paidPayment(order);
  if (amount > 0 && paid !== null)
    await requestRefund(unit, {
      ...by,
      paymentIntentId: paid.payment.paymentIntentId,
      ...refund,
      reason: "requested_by_customer",
      lines: [
        {
          orderLineId: line.id,
          quantity: line.quantity - refundedQuantity(order, line.id),
          restock: false,
        },
      ],
    });
  await followFulfilment(unit, order.id);
  await queueBookingMail(unit, {
    ...{ orderId: order.id, bookingId: booking.id, kind: "booking_cancelled" },
    returning: { price, refund },
  });
}
