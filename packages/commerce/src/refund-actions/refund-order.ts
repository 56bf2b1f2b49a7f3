import { amountStep, formatOrderNumber, type Money, type StaffRefundReason } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import { followFulfilment } from "../fulfilment/follow-fulfilment.ts";
import {
  paidPayment,
  type RefundableOrder,
  refundedQuantity,
  withReturned,
} from "../payment-state/refundable.ts";
import { lockRefundable } from "../refunds/lock-refundable.ts";
import { requestRefund } from "../refunds/request-refund.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

interface RefundOrder {
  orderId: string;
  /** Made once per dialog. It becomes the refund's id, so that a repeated request makes one refund. */
  requestId: string;
  /** In minor units of the order's currency. */
  amount: number;
  /** The refunded goods. Those marked `restock` return to stock when the refund has succeeded. */
  lines: { orderLineId: string; quantity: number; restock: boolean }[];
  reason: StaffRefundReason;
  note: string;
  by: Actor;
}

/**
 * Requests a refund by staff: row, timeline entry, audit entry and the job that sends it, in one transaction. Goods return to
 * stock when the refund has succeeded; until then they are not shipped. Concurrent requests can't refund more than was paid.
 * ORDER_NOT_FOUND, REFUND_NOT_POSSIBLE, REFUND_TOO_FINE, REFUND_DISPUTED when a bank has taken this money back, REFUND_TOO_MUCH,
 * REQUEST_ID_TAKEN.
 */
export async function refundOrder(shop: Shop, request: RefundOrder): Promise<{ refundId: string }> {
  const { orderId, requestId, amount, lines, reason, note, by } = request;
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const order = await lockRefundable(tx, orderId);
    const existing = await tx.refund.findUnique({
      where: { id: requestId },
      select: { paymentIntentId: true },
    });
    if (existing?.paymentIntentId === order.paymentIntentId) return { refundId: requestId };

    const paid = paidPayment(order);
    if (existing !== null) throw new DomainError("REQUEST_ID_TAKEN", {});
    if (paid === null || paid.unrefunded <= 0 || !areRefundable(order, lines))
      throw new DomainError("REFUND_NOT_POSSIBLE", {});
    const step = amountStep(order.currency);
    if (amount % step !== 0)
      throw new DomainError("REFUND_TOO_FINE", { step: { amount: step, currency: order.currency } });
    const refundable = { amount: paid.refundable, currency: order.currency } satisfies Money;
    if (amount > refundable.amount && amount <= paid.unrefunded)
      throw new DomainError("REFUND_DISPUTED", {
        refundable,
        disputed: { amount: paid.disputed, currency: order.currency },
      });
    if (amount > refundable.amount) throw new DomainError("REFUND_TOO_MUCH", { refundable });

    await requestRefund(unit, {
      id: requestId,
      paymentIntentId: paid.payment.paymentIntentId,
      amount,
      currency: order.currency,
      reason,
      note,
      requestedBy: by.name,
      lines: withReturned(order, lines),
    });
    await followFulfilment(unit, orderId);
    await writeAudit(unit, {
      action: "order.refund",
      subject: formatOrderNumber(order.number),
      before: { refundable },
      after: {
        refundable: { ...refundable, amount: refundable.amount - amount },
        amount,
        reason,
        note,
        lines,
      },
    });
    return { refundId: requestId };
  });
}

/** Whether each line belongs to this order, occurs once, and has this many units that are not refunded. */
function areRefundable(order: RefundableOrder, lines: RefundOrder["lines"]): boolean {
  if (new Set(lines.map(({ orderLineId }) => orderLineId)).size !== lines.length) return false;
  return lines.every(({ orderLineId, quantity }) => {
    const line = order.lines.find(({ id }) => id === orderLineId);
    return line !== undefined && quantity <= line.quantity - refundedQuantity(order, orderLineId);
  });
}
