import { formatOrderNumber } from "@dualtrack/contract";
import { writeAudit } from "../audit/audit-log.ts";
import { requestRelease } from "../authorizations/request-capture.ts";
import { returnUses } from "../discounts/discount-uses.ts";
import { DomainError } from "../domain-error.ts";
import { followFulfilment } from "../fulfilment/follow-fulfilment.ts";
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
import type { StaffUnit, UnitOfWork } from "../unit-of-work.ts";

export interface CancelLocked {
  orderId: string;
  /** Made once per dialog. It becomes the refund's id, if there is a refund. */
  requestId: string;
  /** `fraudulent`: cancelled before a fraud warning becomes a dispute. The refund passes the reason to Stripe. */
  reason?: "order_cancelled" | "fraudulent";
  note: string;
}

/**
 * Cancels an order that can't be paid any more, or is paid already. A cancelled order is not changed.
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
  if (order.lines.some(({ kind }) => kind === "service")) await followFulfilment(unit, orderId);
  const paid = paidPayment(order);
  const hasNothingReceived = order.paymentState === "not_required" || order.paymentState === "authorized";
  if (hasNothingReceived) await returnUses(unit, order.checkoutId);
  if (paid !== null && paid.refundable > 0)
    await requestRefund(unit, {
      id: requestId,
      paymentIntentId: paid.payment.paymentIntentId,
      amount: paid.refundable,
      currency: order.currency,
      reason,
      note,
      requestedBy: by.name,
      lines: withReturned(order, goodsToReturn(order)),
    });
  else if (paid !== null || hasNothingReceived) await returnKeptGoods(unit, { orderId, staffName: by.name });
  if (order.paymentState === "authorized" && order.paymentIntentId !== null)
    await requestRelease(unit, { paymentIntentId: order.paymentIntentId });
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

/** Units that were refunded without restocking are damaged or lost, and are not restocked now either. */
function goodsToReturn(order: RefundableOrder) {
  return order.lines
    .map(({ id, quantity }) => ({ orderLineId: id, quantity: quantity - refundedQuantity(order, id) }))
    .filter(({ quantity }) => quantity > 0)
    .map((line) => ({ ...line, restock: true }));
}

/**
 * Restocks at once if no refund follows, as nothing was due, or all money was refunded before without goods, or taken in a
 * dispute.
 */
export async function returnKeptGoods(
  unit: UnitOfWork,
  { orderId, staffName }: { orderId: string; staffName: string | null },
): Promise<void> {
  const { tx } = unit;
  const order = await getFulfilment(tx, orderId);
  const goods = order.lines.map((line) => ({ line, quantity: keptQuantity(order, line) }));
  const kind = "goods_returned" as const;
  await recordGoods(unit, order, {
    goods,
    reason: "order_cancelled",
    kind,
    staffName,
  });
}
