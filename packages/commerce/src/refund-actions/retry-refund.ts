import { formatOrderNumber } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import { whyNoRetry } from "../refunds/why-no-retry.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { lockRefund } from "./lock-refund.ts";
import { requestRetry } from "./request-retry.ts";

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
    const { payment, refund } = await lockRefund(unit.tx, refundId);
    if (payment.refunds.some(({ id, retryOfId }) => id === requestId && retryOfId === refundId))
      return { refundId: requestId };
    const because = whyNoRetry(payment, refund);
    if (because !== null) throw new DomainError("REFUND_NOT_RETRIABLE", { because });
    const number = await requestRetry(unit, { refund, requestId });
    const { amount, currency, reason, failureReason } = refund;
    await writeAudit(unit, {
      action: "order.retry_refund",
      subject: number === null ? payment.paymentIntentId : formatOrderNumber(number),
      before: { failed: { amount, currency }, failureReason },
      after: { amount, currency, reason },
    });
    return { refundId: requestId };
  });
}
