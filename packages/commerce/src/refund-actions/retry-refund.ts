import { formatOrderNumber } from "@dualtrack/contract";
import { lockCheckout, type Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import { followFulfilment } from "../fulfilment/follow-fulfilment.ts";
import { getFulfilment } from "../fulfilment/fulfilment-rows.ts";
import { withReturned } from "../payment-state/refundable.ts";
import { goodsStillDue } from "../refunds/goods-still-due.ts";
import { findOrderOfPayment, requestRefund } from "../refunds/request-refund.ts";
import { whyNoRetry } from "../refunds/why-no-retry.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

interface RetryRefund {
  /** The failed refund. */
  refundId: string;
  /** Made once per dialog. It becomes the new refund's id, so that a repeated request makes one refund. */
  requestId: string;
  by: Actor;
}

/**
 * Retries a failed refund of staff or of the shop itself, with the same amount, reason and goods.
 * REFUND_NOT_FOUND, REFUND_NOT_RETRIABLE when it would not help, REQUEST_ID_TAKEN.
 */
export async function retryRefund(
  shop: Shop,
  { refundId, requestId, by }: RetryRefund,
): Promise<{ refundId: string }> {
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const { payment, refund } = await lockRefund(tx, refundId);
    if (payment.refunds.some(({ id, retryOfId }) => id === requestId && retryOfId === refundId))
      return { refundId: requestId };
    const because = whyNoRetry(payment, refund);
    if (because !== null) throw new DomainError("REFUND_NOT_RETRIABLE", { because });

    const found = await findOrderOfPayment(tx, payment.paymentIntentId);
    const order = found === null ? null : await getFulfilment(tx, found.id);
    const { amount, currency, reason, note, failureReason } = refund;
    await requestRefund(unit, {
      id: requestId,
      paymentIntentId: payment.paymentIntentId,
      amount,
      currency,
      reason,
      note,
      requestedBy: by.name,
      lines: order === null ? [] : withReturned(order, goodsStillDue(order, refund)),
      retryOfId: refundId,
    });
    if (order !== null) await followFulfilment(unit, order.id);
    await writeAudit(unit, {
      action: "order.retry_refund",
      subject: order === null ? payment.paymentIntentId : formatOrderNumber(order.number),
      before: { failed: { amount, currency }, failureReason },
      after: { amount, currency, reason },
    });
    return { refundId: requestId };
  });
}

/** Locks the checkout of a refund, and reads the refund with its payment. REFUND_NOT_FOUND. */
export async function lockRefund(tx: Tx, refundId: string) {
  const found = await tx.refund.findUnique({
    where: { id: refundId },
    select: { paymentIntentId: true, payment: { select: { checkoutId: true } } },
  });
  if (found === null) throw new DomainError("REFUND_NOT_FOUND", {});
  await lockCheckout(tx, found.payment.checkoutId);
  const payment = await tx.payment.findUniqueOrThrow({
    where: { paymentIntentId: found.paymentIntentId },
    include: { refunds: { include: { lines: true } }, disputes: true },
  });
  const refund = payment.refunds.find(({ id }) => id === refundId);
  if (refund === undefined) throw new DomainError("REFUND_NOT_FOUND", {});
  return { payment, refund };
}
