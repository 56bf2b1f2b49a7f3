import { formatOrderNumber } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { cancelCheckout } from "../checkout/end-checkout.ts";
import { DomainError } from "../domain-error.ts";
import { getFulfilment } from "../fulfilment/fulfilment-rows.ts";
import { queueOrderMail } from "../notifications/queue-order-mail.ts";
import { moveOrder } from "../orders/move-order.ts";
import {
  keptQuantity,
  paidPayment,
  type RefundableOrder,
  refundedQuantity,
  withReturned,
} from "../payment-state/refundable.ts";
import { lockRefundable } from "../refund-actions/refund-order.ts";
import { noteGoods } from "../refunds/refund-goods.ts";
import { requestRefund } from "../refunds/request-refund.ts";
import type { Shop } from "../shop.ts";
import { isUnavailable } from "../stripe/stripe-outage.ts";
import { onBehalfOf, type StaffUnit, transactFor, type UnitOfWork } from "../unit-of-work.ts";

interface CancelOrder {
  orderId: string;
  /** Made once per dialog; becomes the refund's id, if there is one. */
  requestId: string;
  /** `fraudulent`: before a fraud warning becomes a dispute. Stripe learns of it with the refund. */
  reason?: "order_cancelled" | "fraudulent";
  note: string;
  by: Actor;
}

/**
 * Cancels an order that has not left the building. One that is not paid yet is first cancelled at Stripe, so that it
 * can't be paid any more; if it turns out to have been paid just now, it is refunded like any other. What was paid
 * and not refunded yet goes back, the goods return to stock when that has succeeded, the customer is told. Cancelling
 * twice is once.
 * ORDER_NOT_FOUND, ORDER_HAS_SHIPPED once any part of it has, PAYMENT_UNDECIDED while the bank makes up its mind,
 * PAYMENT_UNAVAILABLE when Stripe can't be asked, ORDER_CANNOT_MOVE, REQUEST_ID_TAKEN.
 */
export async function cancelOrder(shop: Shop, request: CancelOrder): Promise<void> {
  const found = await shop.db.order.findUnique({
    where: { id: request.orderId },
    select: { checkoutId: true, isProvisional: true },
  });
  if (found === null) throw new DomainError("ORDER_NOT_FOUND", {});
  if (found.isProvisional) await cancelUnpaid(shop, found.checkoutId, request);
  await transactFor(shop, request.by, (unit) => cancelLocked(unit, request));
}

/** Ends the payment, and with it the order: its customer need not read first that the payment failed. */
async function cancelUnpaid(shop: Shop, checkoutId: string, request: CancelOrder): Promise<void> {
  const alongside = async (unit: UnitOfWork) => {
    const failed = await unit.tx.order.count({ where: { id: request.orderId, state: "failed" } });
    if (failed === 1) await cancelLocked(onBehalfOf(request.by, unit), request);
  };
  try {
    await cancelCheckout(shop, { checkoutId, alongside });
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    shop.log.error({ err: error, checkoutId }, "the payment of an order could not be cancelled");
    throw new DomainError("PAYMENT_UNAVAILABLE", {});
  }
}

/** Nobody can pay any more, or it is paid already: cancels it, unless it is. */
async function cancelLocked(
  unit: StaffUnit,
  { orderId, requestId, reason = "order_cancelled", note, by }: CancelOrder,
): Promise<void> {
  const { tx } = unit;
  const order = await lockRefundable(tx, orderId);
  if (order.state === "cancelled") return;
  if (order.fulfilmentState !== "unfulfilled" && order.fulfilmentState !== "not_required")
    throw new DomainError("ORDER_HAS_SHIPPED", {});
  if (order.state === "processing") throw new DomainError("PAYMENT_UNDECIDED", {});

  const entry = { kind: "cancelled" as const, details: { note } };
  if (!(await moveOrder(unit, orderId, "cancelled", entry, { isProvisional: false })))
    throw new DomainError("ORDER_CANNOT_MOVE", { from: order.state, to: "cancelled" });
  const paid = paidPayment(order);
  if (paid !== null && paid.refundable > 0)
    await requestRefund(unit, {
      id: requestId,
      paymentIntentId: order.paymentIntentId,
      amount: paid.refundable,
      currency: order.currency,
      reason,
      note,
      requestedBy: by.name,
      lines: withReturned(order, goodsToReturn(order)),
    });
  else if (paid !== null) await returnKeptGoods(unit, orderId, { by });
  const returning = paid === null ? null : paid.refundable;
  await queueOrderMail(unit, {
    orderId,
    kind: "order_cancelled",
    returning,
    disputed: paid?.disputed ?? 0,
  });
  await writeAudit(unit, {
    action: "order.cancel",
    subject: formatOrderNumber(order.number),
    before: { state: order.state, paymentState: order.paymentState },
    after: {
      state: "cancelled",
      refunded: { amount: paid?.refundable ?? 0, currency: order.currency },
      ...(paid !== null && paid.disputed > 0
        ? { disputed: { amount: paid.disputed, currency: order.currency } }
        : {}),
      reason,
      note,
    },
  });
}

/** What was refunded without going back in stock is broken or lost: it does not come back now either. */
function goodsToReturn(order: RefundableOrder) {
  return order.lines
    .map(({ id, quantity }) => ({ orderLineId: id, quantity: quantity - refundedQuantity(order, id) }))
    .filter(({ quantity }) => quantity > 0)
    .map((line) => ({ ...line, restock: true }));
}

/** All of the money went back before, without naming goods, or a bank took it: no refund is left to wait for. */
async function returnKeptGoods(unit: StaffUnit, orderId: string, { by }: { by: Actor }): Promise<void> {
  const { tx } = unit;
  const order = await getFulfilment(tx, orderId);
  const goods = order.lines.map((line) => ({ line, quantity: keptQuantity(order, line) }));
  const kind = "goods_returned" as const;
  await noteGoods(unit, order, {
    goods,
    reason: "order_cancelled",
    kind,
    staffName: by.name,
  });
}
