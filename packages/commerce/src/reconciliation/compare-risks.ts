import type Stripe from "stripe";
import { openStatuses } from "../payment-state/dispute-status.ts";
import type { Shop } from "../shop.ts";
import { disputeFactsOf } from "../stripe/dispute-facts.ts";

/** A dispute, early fraud warning or review that is compared with Stripe's. */
interface ComparedRisk {
  id: string;
  /** The payment's id if our row differs from Stripe's object; null if they are the same. */
  findUnsettledPayment(): Promise<string | null>;
}

/**
 * What has to be compared with Stripe: Stripe's disputes and early fraud warnings created in a period and its open reviews,
 * and all of ours that are open, of any age, so that a missed closing is found months later. If reading a list from Stripe
 * fails, `onError` is called and the other lists are read.
 */
export async function listRisks(
  shop: Shop,
  created: Stripe.RangeQueryParam,
  onError: (error: unknown, facts: object) => void,
): Promise<ComparedRisk[]> {
  const { disputes, radar, reviews } = shop.stripe;
  const risks = new Map<string, ComparedRisk>();
  const add = (id: string, findUnsettledPayment: () => Promise<string | null>) => {
    if (!risks.has(id)) risks.set(id, { id, findUnsettledPayment });
  };
  const lists = {
    disputes: async () => {
      for await (const dispute of disputes.list({ created, limit: 100 }))
        add(dispute.id, () => compareDispute(shop, dispute));
    },
    fraudWarnings: async () => {
      for await (const warning of radar.earlyFraudWarnings.list({ created, limit: 100 }))
        add(warning.id, () => compareWarning(shop, warning));
    },
    reviews: async () => {
      for await (const review of reviews.list({ limit: 100 }))
        add(review.id, () => compareReview(shop, review));
    },
  };
  for (const [list, read] of Object.entries(lists)) await read().catch((error) => onError(error, { list }));
  const id = { id: true } as const;
  const ourOpen = await Promise.all([
    shop.db.dispute.findMany({ where: { status: { in: openStatuses } }, select: id }),
    shop.db.fraudWarning.findMany({ where: { isActionable: true, dismissedAt: null }, select: id }),
    shop.db.paymentReview.findMany({ where: { isOpen: true }, select: id }),
  ]);
  for (const row of ourOpen[0])
    add(row.id, async () => compareDispute(shop, await disputes.retrieve(row.id)));
  for (const row of ourOpen[1])
    add(row.id, async () => compareWarning(shop, await radar.earlyFraudWarnings.retrieve(row.id)));
  for (const row of ourOpen[2]) add(row.id, async () => compareReview(shop, await reviews.retrieve(row.id)));
  return [...risks.values()];
}

async function compareDispute(shop: Shop, dispute: Stripe.Dispute): Promise<string | null> {
  const { status, amount, isPastDue, hasEvidence, submissionCount, withdrawnAmount, feeAmount } =
    disputeFactsOf(dispute);
  const known = { status, amount, isPastDue, hasEvidence, submissionCount, withdrawnAmount, feeAmount };
  const booked = await shop.db.dispute.count({ where: { id: dispute.id, ...known } });
  return booked === 1 ? null : paymentOf(dispute);
}

async function compareWarning(shop: Shop, warning: Stripe.Radar.EarlyFraudWarning): Promise<string | null> {
  const where = { id: warning.id, isActionable: warning.actionable };
  return (await shop.db.fraudWarning.count({ where })) === 1 ? null : paymentOf(warning);
}

async function compareReview(
  shop: Shop,
  { id, open, payment_intent }: Stripe.Review,
): Promise<string | null> {
  const booked = await shop.db.paymentReview.count({ where: { id, isOpen: open } });
  return booked === 1 ? null : paymentOf({ payment_intent });
}

function paymentOf({
  payment_intent: payment,
}: {
  payment_intent?: string | { id: string } | null | undefined;
}) {
  return typeof payment === "object" ? (payment?.id ?? null) : (payment ?? null);
}
