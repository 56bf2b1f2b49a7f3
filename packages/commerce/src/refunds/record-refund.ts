import type { Payment, RefundState, Tx } from "@dualtrack/db";
import type { RefundFacts } from "../stripe/payment-facts.ts";
import { ourReason } from "../stripe/refund-metadata.ts";

/** A refund goes this way only; a bank may return a refund that had succeeded. */
const refundRank: Record<RefundState, number> = {
  requested: 0,
  pending: 1,
  requires_action: 1,
  succeeded: 2,
  failed: 3,
  canceled: 3,
};

interface RecordedRefund {
  refundId: string;
  /** `requested`: Stripe has it since now, as far as we know. */
  before: RefundState;
  /** It is ours, but our database had lost it: the customer was written to before. */
  wasLost: boolean;
}

/**
 * Writes what Stripe says about one refund into our row of it. Answers null when it was no news: what we know is the
 * same or newer. The caller holds the checkout's lock.
 */
export async function recordRefund(
  tx: Tx,
  { payment: { paymentIntentId }, facts }: { payment: Payment; facts: RefundFacts },
): Promise<RecordedRefund | null> {
  const { stripeRefundId, ours, state, failureReason } = facts;
  const byOurId = ours === null ? [] : [{ id: ours.refundId }];
  const known = await tx.refund.findFirst({
    where: { paymentIntentId, OR: [{ stripeRefundId }, ...byOurId] },
  });
  if (known === null)
    return {
      refundId: await createFromStripe(tx, paymentIntentId, facts),
      before: "requested",
      wasLost: ours !== null,
    };
  if (refundRank[state] <= refundRank[known.state]) return null;
  await tx.refund.update({ where: { id: known.id }, data: { state, stripeRefundId, failureReason } });
  return { refundId: known.id, before: known.state, wasLost: false };
}

/**
 * A refund that we have no row of: somebody made it at Stripe, or it is ours and our database has lost it, and then
 * what we sent along says who decided it, why, and which goods it is for.
 */
async function createFromStripe(tx: Tx, paymentIntentId: string, facts: RefundFacts): Promise<string> {
  const { ours, amount, currency, state, stripeRefundId, failureReason, createdAt } = facts;
  const what = { paymentIntentId, amount, currency, state, stripeRefundId, failureReason, createdAt };
  if (ours === null) {
    const reason = ourReason(facts.reason);
    const { id } = await tx.refund.create({ data: { ...what, reason, isMadeAtStripe: true } });
    return id;
  }
  const { refundId: id, requestedBy, note } = ours;
  const reason = ours.reason ?? ourReason(facts.reason);
  const lines = await linesOf(tx, paymentIntentId, ours.lines);
  await tx.refund.create({
    data: { ...what, id, reason, requestedBy, note, lines: { createMany: { data: lines } } },
  });
  return id;
}

async function linesOf(
  tx: Tx,
  paymentIntentId: string,
  goods: readonly { sku: string; quantity: number; restock: boolean }[],
) {
  const lines = await tx.orderLine.findMany({ where: { order: { paymentIntentId } } });
  return goods.flatMap(({ sku, quantity, restock }) => {
    const line = lines.find((candidate) => candidate.sku === sku);
    return line === undefined
      ? []
      : [{ orderLineId: line.id, quantity: Math.min(quantity, line.quantity), restock }];
  });
}
