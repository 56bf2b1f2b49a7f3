import { DomainError } from "../domain-error.ts";
import { followFulfilment } from "../fulfilment/follow-fulfilment.ts";
import { type FulfilledOrder, openQuantityOf, quantitiesOf } from "../fulfilment/fulfilment-rows.ts";
import { lineTitle } from "../line-title.ts";
import { queueOrderMail } from "../notifications/queue-order-mail.ts";
import { recordOnTimeline } from "../orders/move-order.ts";
import { recordUncapturedAmount } from "../orders/record-uncaptured-amount.ts";
import { refundedQuantity, withReturned } from "../payment-state/refundable.ts";
import { amountToCapture, uncapturedAmountOf } from "../payment-state/uncaptured.ts";
import { refundAmounts } from "../pricing/refund-amounts.ts";
import { refuseTakenId } from "../request-id.ts";
import type { StaffUnit } from "../unit-of-work.ts";
import { returnRefundGoods } from "./refund-goods.ts";

interface CancelUncaptured {
  /** The row's id, if the caller has one; REQUEST_ID_TAKEN if it exists. */
  id?: string;
  /** Units that have not shipped; no line twice. `restock`: they return to stock, now. */
  lines: readonly { orderLineId: string; quantity: number; restock: boolean }[];
  note: string;
}

interface Cancelled {
  /** What is charged from now on, in minor units, and what it was before. */
  left: number;
  before: number;
  /** As the audit log names them, e.g. `2 × Parallel Lines`. */
  goods: string[];
}

/**
 * Cancels units of an order whose money is only authorized: as much less is captured, and no money moves. Or of one that was released after
 * a part had shipped: nothing is charged of it at all. Goods return to stock at once. The caller holds the lock of the order's checkout.
 * NOTHING_TO_CAPTURE when it was captured, or all of it was released, CAPTURE_REQUESTED while it is
 * being captured, ORDER_LINE_NOT_FOUND, SHIP_TOO_MUCH when units have shipped or are cancelled, NOTHING_LEFT_TO_CHARGE when nothing of
 * the order would be left.
 */
export async function cancelUncaptured(
  unit: StaffUnit,
  order: FulfilledOrder,
  { id, lines, note }: CancelUncaptured,
): Promise<Cancelled> {
  const { tx, now, by } = unit;
  const { id: orderId, currency } = order;
  const payment = authorizedPayment(order);
  const cancelled = lines.map(({ orderLineId, quantity, restock }) => {
    const line = order.lines.find((candidate) => candidate.id === orderLineId);
    if (line === undefined) throw new DomainError("ORDER_LINE_NOT_FOUND", {});
    return { line, quantity, restock, title: lineTitle(line.productTitle, line.variantTitle) };
  });
  const tooMuch = cancelled
    .map(({ line, quantity, title }) => ({ title, requested: quantity, open: openQuantityOf(order, line) }))
    .filter(({ requested, open }) => requested > open);
  if (tooMuch.length > 0) throw new DomainError("SHIP_TOO_MUCH", { lines: tooMuch });
  const amount = cancelled.reduce((sum, { line, quantity }) => sum + priceOf(order, line, quantity), 0);
  const before = amountToCapture(payment);
  const left = before - amount;
  const remains = order.lines.some((line) => {
    const units = cancelled.find((each) => each.line.id === line.id)?.quantity ?? 0;
    return openQuantityOf(order, line) > units || quantitiesOf(order, line).shipped > 0;
  });
  if (left <= 0 || !remains) throw new DomainError("NOTHING_LEFT_TO_CHARGE", {});

  const { paymentIntentId } = payment;
  const data = {
    ...{ paymentIntentId, amount, currency, note, createdAt: now, requestedBy: by.name },
    ...{ isUncaptured: true, state: "succeeded" as const, reason: "order_cancelled" as const },
    lines: { createMany: { data: withReturned(order, lines) } },
  };
  const { id: refundId } = await tx.refund
    .create({ data: { ...data, ...(id === undefined ? {} : { id }) }, select: { id: true } })
    .catch(refuseTakenId);
  await recordUncapturedAmount(tx, {
    paymentIntentId,
    amount: uncapturedAmountOf(payment.refunds) + amount,
  });
  await returnRefundGoods(unit, { orderId, refundId, reason: "part_cancelled", staffName: by.name });
  const goods = cancelled.map(({ quantity, title }) => `${quantity} × ${title}`);
  const details = { amount, currency, goods };
  await recordOnTimeline(unit, orderId, { kind: "part_cancelled", details });
  await followFulfilment(unit, orderId);
  const attempt = payment.refunds.filter(({ isUncaptured }) => isUncaptured).length + 1;
  await queueOrderMail(unit, { orderId, kind: "part_cancelled", attempt, cancelled: goods });
  return { left, before, goods };
}

/** The payment of which less is to be captured, or that was released when a part of its goods had left. */
function authorizedPayment(order: FulfilledOrder) {
  const payment = order.checkout.payments.find(
    ({ paymentIntentId }) => paymentIntentId === order.paymentIntentId,
  );
  const { authorization } = payment ?? {};
  const isOrdered = order.state === "confirmed" || order.state === "completed";
  if (!payment || !authorization || !isOrdered) throw new DomainError("NOTHING_TO_CAPTURE", {});
  if (order.paymentState === "released") return payment;
  if (payment.status !== "requires_capture") throw new DomainError("NOTHING_TO_CAPTURE", {});
  // What its job captures must not change any more, unless Stripe has refused it.
  if (authorization.captureRequestedAt !== null && authorization.problem === null)
    throw new DomainError("CAPTURE_REQUESTED", {});
  return payment;
}

function priceOf(order: FulfilledOrder, line: FulfilledOrder["lines"][number], quantity: number): number {
  const amounts = refundAmounts(line, {
    refundedQuantity: refundedQuantity(order, line.id),
    currency: order.currency,
  });
  return amounts[quantity] ?? 0;
}
