import type Stripe from "stripe";
import { openStatuses } from "../payment-state/dispute-status.ts";
import type { Shop } from "../shop.ts";
import { disputeFactsOf } from "../stripe/dispute-facts.ts";

/** Something that Stripe says, or may say, about a payment. */
interface Claim {
  /** Of the dispute, the warning or the review. */
  id: string;
  /** The payment that it is about, if our books don't say the same; null: they do. */
  findUnbooked(): Promise<string | null>;
}

/**
 * What has to be compared with Stripe: its disputes and early fraud warnings of a time and its open reviews, and
 * whatever our books hold as open, however old it is. So a close that nobody heard of is found months later. A list
 * that Stripe does not give is told to `onError`, and keeps none of the others waiting.
 */
export async function listClaims(
  shop: Shop,
  created: Stripe.RangeQueryParam,
  onError: (error: unknown, facts: object) => void,
): Promise<Claim[]> {
  const { disputes, radar, reviews } = shop.stripe;
  const claims = new Map<string, Claim>();
  const add = (id: string, findUnbooked: () => Promise<string | null>) => {
    if (!claims.has(id)) claims.set(id, { id, findUnbooked });
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
  const heldOpen = await Promise.all([
    shop.db.dispute.findMany({ where: { status: { in: openStatuses } }, select: id }),
    shop.db.fraudWarning.findMany({ where: { isActionable: true, dismissedAt: null }, select: id }),
    shop.db.paymentReview.findMany({ where: { isOpen: true }, select: id }),
  ]);
  for (const row of heldOpen[0])
    add(row.id, async () => compareDispute(shop, await disputes.retrieve(row.id)));
  for (const row of heldOpen[1])
    add(row.id, async () => compareWarning(shop, await radar.earlyFraudWarnings.retrieve(row.id)));
  for (const row of heldOpen[2]) add(row.id, async () => compareReview(shop, await reviews.retrieve(row.id)));
  return [...claims.values()];
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
  payment_intent: about,
}: {
  payment_intent?: string | { id: string } | null | undefined;
}) {
  return typeof about === "object" ? (about?.id ?? null) : (about ?? null);
}
