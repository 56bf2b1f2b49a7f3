import type { Payment, RefundState, Tx } from "@dualtrack/db";
import type { RefundFacts } from "../stripe/payment-facts.ts";
import { ourReason } from "../stripe/refund-metadata.ts";

/** The order of states, which never goes back: a bank may return a succeeded refund. */
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
  /** `requested`: Stripe has just accepted it. */
  before: RefundState;
  /** Whether our database had lost this refund of ours: the customer got the mails before. */
  wasLost: boolean;
}

/**
 * Stores a refund as Stripe reports it. Answers null if nothing has changed, as the stored state is the same or newer. The
 * caller holds the checkout's lock.
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
 * Inserts a refund without a row: somebody made it at Stripe, or our database has lost it; then its metadata has the member of
 * staff, the reason and the goods.
 */
async function createFromStripe(tx: Tx, paymentIntentId: string, facts: RefundFacts): Promise<string> {
  const { ours, amount, currency, state, stripeRefundId, failureReason, createdAt } = facts;
  const values = { paymentIntentId, amount, currency, state, stripeRefundId, failureReason, createdAt };
  if (ours === null) {
    const reason = ourReason(facts.reason);
    const { id } = await tx.refund.create({ data: { ...values, reason, isMadeAtStripe: true } });
    return id;
  }
  const { refundId: id, requestedBy, note } = ours;
  const reason = ours.reason ?? ourReason(facts.reason);
  const lines = await linesOf(tx, paymentIntentId, ours.lines);
  await tx.refund.create({
    data: { ...values, id, reason, requestedBy, note, lines: { createMany: { data: lines } } },
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
