import type { OrderEventKind, Payment, Track, Tx } from "@dualtrack/db";
import { followFulfilment } from "../fulfilment/follow-fulfilment.ts";
import { queueRefundMail } from "../notifications/queue-refund-mail.ts";
import { noteOnTimeline } from "../orders/move-order.ts";
import { isFailedRefund } from "../payment-state/refundable.ts";
import type { Shop } from "../shop.ts";
import type { RefundFacts } from "../stripe/payment-facts.ts";
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
  /** Null when Stripe was not asked about single refunds. */
  refunds: RefundFacts[] | null;
  track: Track;
  at: Date;
  /** Made before then, the customer knows of it: the database was restored from an older dump. */
  announcedUntil?: Date | null;
}

/**
 * Brings our refunds and their goods in line with Stripe's: goods go back to stock when
 * their refund has succeeded, and are the order's again when it failed. The caller holds the checkout's lock.
 */
export async function settleRefunds(
  shop: Shop,
  tx: Tx,
  { payment, refunds, track, at, announcedUntil = null }: SettleRefunds,
): Promise<void> {
  const order = await findOrderOfPayment(tx, payment.paymentIntentId);
  for (const facts of refunds ?? []) {
    const news = await recordRefund(tx, { payment, facts });
    if (news === null || order === null) continue;
    const { amount, currency, stripeRefundId } = facts;
    await noteOnTimeline(tx, order.id, {
      kind: timelineKind[facts.state],
      track,
      stripeId: stripeRefundId,
      details: { amount, currency },
      at,
    });
    const ids = { orderId: order.id, refundId: news.refundId, track, at };
    const isOldNews = news.wasLost || (announcedUntil !== null && facts.createdAt <= announcedUntil);
    if (isFailedRefund(facts)) await followRefundFailure(shop, tx, { ...ids, wasLost: news.wasLost });
    else {
      if (facts.state === "succeeded") await returnRefundGoods(tx, ids);
      if (news.before === "requested" && !isOldNews)
        await queueRefundMail(shop, tx, { ...ids, kind: "refund_sent" });
    }
    await followFulfilment(tx, order.id, { track, at });
  }
}
