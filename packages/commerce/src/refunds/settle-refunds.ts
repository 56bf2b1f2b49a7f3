import type { OrderEventKind, Payment } from "@dualtrack/db";
import { followFulfilment } from "../fulfilment/follow-fulfilment.ts";
import { queueFreedMails } from "../notifications/queue-booking-mail.ts";
import { queueRefundMail } from "../notifications/queue-refund-mail.ts";
import { recordOnTimeline } from "../orders/move-order.ts";
import { isFailedRefund } from "../payment-state/refundable.ts";
import type { RefundFacts } from "../stripe/payment-facts.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { followRefundFailure } from "./follow-refund-failure.ts";
import { recordRefund } from "./record-refund.ts";
import { returnRefundGoods } from "./refund-goods.ts";
import { findOrderOfPayment } from "./request-refund.ts";

const timelineKind: Record<RefundFacts["state"], OrderEventKind> = {
  pending: "refund_pending",
  requires_action: "refund_pending",
  succeeded: "refund_succeeded",
  failed: "refund_failed",
  canceled: "refund_failed",
};

interface SettleRefunds {
  payment: Payment;
  /** Null if the refunds were not requested from Stripe. */
  refunds: RefundFacts[] | null;
  /** Refunds made before this instant were announced to the customer before a restore of the database. */
  announcedUntil?: Date | null;
}

/**
 * Updates the stored refunds and their goods to Stripe's: goods return to stock when their refund has succeeded, and belong
 * to the order again when it failed. The caller holds the checkout's lock.
 */
export async function settleRefunds(
  unit: UnitOfWork,
  { payment, refunds, announcedUntil = null }: SettleRefunds,
): Promise<void> {
  const { tx } = unit;
  if (refunds === null || refunds.length === 0) return;
  const order = await findOrderOfPayment(tx, payment.paymentIntentId);
  for (const facts of refunds) {
    const recorded = await recordRefund(tx, { payment, facts });
    if (recorded === null || order === null) continue;
    const { amount, currency, stripeRefundId } = facts;
    await recordOnTimeline(unit, order.id, {
      kind: timelineKind[facts.state],
      stripeId: stripeRefundId,
      details: {
        ...{ amount, currency, refundId: recorded.refundId },
        paymentIntentId: payment.paymentIntentId,
      },
    });
    const ids = { orderId: order.id, refundId: recorded.refundId };
    const isAnnounced = recorded.wasLost || (announcedUntil !== null && facts.createdAt <= announcedUntil);
    const isFailed = isFailedRefund(facts);
    if (isFailed) await followRefundFailure(unit, { ...ids, wasLost: recorded.wasLost });
    else if (facts.state === "succeeded") await returnRefundGoods(unit, ids);
    await followFulfilment(unit, order.id);
    if (isFailed || isAnnounced) continue;
    // After what it frees, which it names.
    if (recorded.before === "requested") await queueRefundMail(unit, { ...ids, kind: "refund_sent" });
    else await queueFreedMails(unit, order.id);
  }
}
