import { formatOrderNumber } from "@dualtrack/contract";
import { writeAudit } from "../audit/audit-log.ts";
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
import { lockRefundable } from "../refunds/lock-refundable.ts";
import { recordGoods } from "../refunds/refund-goods.ts";
import { requestRefund } from "../refunds/request-refund.ts";
import type { StaffUnit } from "../unit-of-work.ts";

export interface CancelLocked {
  orderId: string;
  /** Made once per dialog; becomes the refund's id, if there is one. */
  requestId: string;
  /** `fraudulent`: before a fraud warning becomes a dispute. Stripe learns of it with the refund. */
  reason?: "order_cancelled" | "fraudulent";
  note: string;
}

/**
 * Cancels an order which nobody can pay any more, or which is paid already; one that is cancelled stays as it is.
 * ORDER_NOT_FOUND, ORDER_HAS_SHIPPED, PAYMENT_UNDECIDED, ORDER_CANNOT_MOVE, REQUEST_ID_TAKEN.
 */
export async function cancelLocked(
  unit: StaffUnit,
  { orderId, requestId, reason = "order_cancelled", note }: CancelLocked,
): Promise<void> {
  const { tx, by } = unit;
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
  else if (paid !== null) await returnKeptGoods(unit, orderId);
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
async function returnKeptGoods(unit: StaffUnit, orderId: string): Promise<void> {
  const { tx, by } = unit;
  const order = await getFulfilment(tx, orderId);
  const goods = order.lines.map((line) => ({ line, quantity: keptQuantity(order, line) }));
  const kind = "goods_returned" as const;
  await recordGoods(unit, order, {
    goods,
    reason: "order_cancelled",
    kind,
    staffName: by.name,
  });
}
