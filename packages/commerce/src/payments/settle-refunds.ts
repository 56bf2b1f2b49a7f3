import type { OrderEventKind, Payment, RefundState, Track, Tx } from "@dualtrack/db";
import { followFulfilment } from "../fulfilment/follow-fulfilment.ts";
import { noteOnTimeline } from "../orders/move-order.ts";
import type { RefundFacts } from "./payment-facts.ts";
import { findOrderOfPayment } from "./request-refund.ts";

/** A refund goes this way only; a bank may return a refund that had succeeded. */
const refundRank: Record<RefundState, number> = {
  requested: 0,
  pending: 1,
  requires_action: 1,
  succeeded: 2,
  failed: 3,
  canceled: 3,
};

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
}

/** Brings our refunds in line with Stripe's. The caller holds the checkout's lock. */
export async function settleRefunds(tx: Tx, { payment, refunds, track, at }: SettleRefunds): Promise<void> {
  const order = await findOrderOfPayment(tx, payment.paymentIntentId);
  for (const facts of refunds ?? []) {
    const changed = await recordRefund(tx, payment.paymentIntentId, facts, at);
    if (!changed || order === null) continue;
    await followFulfilment(tx, order.id, { track, at });
    await noteOnTimeline(tx, order.id, {
      kind: timelineKind[facts.state],
      track,
      stripeId: facts.stripeRefundId,
      details: { amount: facts.amount, currency: facts.currency },
      at,
    });
  }
}

/** Answers whether these facts were news. */
async function recordRefund(tx: Tx, paymentIntentId: string, facts: RefundFacts, at: Date): Promise<boolean> {
  const { stripeRefundId, refundId, state, amount, currency, failureReason } = facts;
  const byOurId = refundId === null ? [] : [{ id: refundId }];
  const known = await tx.refund.findFirst({
    where: { paymentIntentId, OR: [{ stripeRefundId }, ...byOurId] },
  });
  if (known === null) {
    const madeAtStripe = { paymentIntentId, amount, currency, reason: "other" as const, createdAt: at };
    await tx.refund.create({ data: { ...madeAtStripe, state, stripeRefundId, failureReason } });
    return true;
  }
  if (refundRank[state] <= refundRank[known.state]) return false;
  await tx.refund.update({ where: { id: known.id }, data: { state, stripeRefundId, failureReason } });
  return true;
}
