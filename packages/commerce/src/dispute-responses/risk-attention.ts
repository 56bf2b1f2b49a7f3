import { formatOrderNumber } from "@dualtrack/contract";
import { openFraudWarnings, openReviews, unansweredDisputes } from "@dualtrack/db";
import type { Shop } from "../shop.ts";

/** Money that may be lost if nobody acts: how many of each, since when, and the first `examples` of them. */
export async function riskAttention(shop: Shop, { examples: limit }: { examples: number }) {
  const [disputes, warnings, reviews] = await Promise.all([
    unansweredDisputes(shop.db, { limit }),
    openFraudWarnings(shop.db, { limit }),
    openReviews(shop.db, { limit }),
  ]);
  return {
    /** A bank waits for an answer: the one that is due first leads. */
    disputes: {
      ...sizeOf(disputes, earliest(disputes.map(({ openedAt }) => openedAt))),
      /** Of these: the bank asks, and has taken no money. */
      inquiries: disputes[0]?.inquiries ?? 0,
      examples: disputes.map(({ id, status, dueBy, ...row }) => ({
        id,
        isInquiry: status === "warning_needs_response",
        deadline: dueBy?.toISOString() ?? null,
        ...aboutPayment(row),
      })),
    },
    /** A refund still prevents a dispute. */
    fraudWarnings: {
      ...sizeOf(warnings, warnings[0]?.warnedAt ?? null),
      examples: warnings.map(({ id, fraudType, ...row }) => ({ id, fraudType, ...aboutPayment(row) })),
    },
    /** Stripe holds the payment, and the goods wait. */
    reviews: {
      ...sizeOf(reviews, reviews[0]?.openedAt ?? null),
      examples: reviews.map(({ id, openedReason, ...row }) => ({ id, openedReason, ...aboutPayment(row) })),
    },
  };
}

function aboutPayment({
  orderNumber: number,
  amount,
  currency,
}: {
  orderNumber: number | null;
  amount: number;
  currency: string;
}) {
  return { number: number === null ? null : formatOrderNumber(number), money: { amount, currency } };
}

function sizeOf(rows: readonly { count: number }[], since: Date | null) {
  return { count: rows[0]?.count ?? 0, since: since?.toISOString() ?? null };
}

function earliest(times: Date[]): Date | null {
  return times.length === 0 ? null : new Date(Math.min(...times.map(Number)));
}
