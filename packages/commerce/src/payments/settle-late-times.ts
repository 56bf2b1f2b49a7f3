import { amountStep } from "@dualtrack/contract";
import { undoUnless } from "@dualtrack/db";
import { confirmFreeTimes } from "../bookings/confirm-free-times.ts";
import { lineReservations } from "../checkouts/line-reservations.ts";
import { getFulfilment } from "../fulfilment/fulfilment-rows.ts";
import { lineTitle } from "../line-title.ts";
import { recordOnTimeline } from "../orders/move-order.ts";
import { paidPayment } from "../payment-state/refundable.ts";
import { refundAmounts } from "../pricing/refund-amounts.ts";
import { requestRefund } from "../refunds/request-refund.ts";
import type { SettlementContext } from "./settlement-context.ts";

/**
 * Sells what can still be had of a checkout whose payment came too late for a booked time, if its customer has chosen that. Answers the
 * positions of the lines whose time is gone. Null, and nothing is sold: the customer wants all or nothing, goods are sold out, or nothing is
 * left.
 */
export async function commitWithoutLateTimes({
  unit,
  checkout,
}: SettlementContext): Promise<number[] | null> {
  const { id: checkoutId, lines, keepsRestIfLate } = checkout;
  if (!keepsRestIfLate) return null;
  let late: number[] | null = null;
  const isSold = await undoUnless(unit.tx, async () => {
    const goods = lines.filter(({ kind }) => kind !== "service");
    if (!(await lineReservations.commit(unit, { checkoutId, lines: goods }))) return false;
    late = await confirmFreeTimes(unit, { checkoutId });
    return late !== null && late.length < lines.length;
  });
  return isSold ? late : null;
}

/** Requests the refund of what was paid for times that are gone, of an order that has just been confirmed without them. */
export async function refundLateTimes(
  { unit, facts }: SettlementContext,
  { orderId, positions }: { orderId: string; positions: readonly number[] },
): Promise<void> {
  if (positions.length === 0) return;
  const order = await getFulfilment(unit.tx, orderId);
  const { currency } = order;
  const late = order.lines.filter(({ position }) => positions.includes(position));
  for (const { productTitle, variantTitle, startsAt } of late)
    await recordOnTimeline(unit, orderId, {
      kind: "booking_too_late",
      details: { booked: lineTitle(productTitle, variantTitle), startsAt: startsAt?.toISOString() },
    });
  const paid = paidPayment(order);
  const price = late.reduce(
    (sum, line) => sum + (refundAmounts(line, { refundedQuantity: 0, currency }).at(-1) ?? 0),
    0,
  );
  // A bank may have taken back a part already. A refund at Stripe is not stored yet in a database that was restored from an older dump.
  const refundable = Math.min(price, paid?.refundable ?? 0) - facts.amountRefunded;
  const amount = refundable - (refundable % amountStep(currency));
  if (paid === null || amount <= 0) return;
  await requestRefund(unit, {
    paymentIntentId: paid.payment.paymentIntentId,
    ...{ amount, currency, reason: "out_of_stock" },
    lines: late.map(({ id, quantity }) => ({ orderLineId: id, quantity, restock: false })),
  });
}
