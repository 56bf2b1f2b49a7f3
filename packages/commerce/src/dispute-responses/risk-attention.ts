import { formatOrderNumber } from "@dualtrack/contract";
import { openFraudWarnings, openReviews, unansweredDisputes } from "@dualtrack/db";
import type { Shop } from "../shop.ts";

/** Payments that may be lost if nobody acts: for each kind the number, the time of the oldest, and the first `examples`. */
export async function riskAttention(shop: Shop, { examples: limit }: { examples: number }) {
  const [disputes, warnings, reviews] = await Promise.all([
    unansweredDisputes(shop.db, { limit }),
    openFraudWarnings(shop.db, { limit }),
    openReviews(shop.db, { limit }),
  ]);
  return {
    /** Disputes and inquiries without an answer, by deadline. */
    disputes: {
      ...sizeOf(disputes, earliest(disputes.map(({ openedAt }) => openedAt))),
      /** How many of these are inquiries, for which no money was taken. */
      inquiries: disputes[0]?.inquiries ?? 0,
      examples: disputes.map(({ id, status, dueBy, ...row }) => ({
        id,
        isInquiry: status === "warning_needs_response",
        deadline: dueBy?.toISOString() ?? null,
        ...aboutPayment(row),
      })),
    },
    /** Warnings after which a refund can still prevent a dispute. */
    fraudWarnings: {
      ...sizeOf(warnings, warnings[0]?.warnedAt ?? null),
      examples: warnings.map(({ id, fraudType, ...row }) => ({ id, fraudType, ...aboutPayment(row) })),
    },
    /** Payments under review at Stripe, whose goods must not be shipped yet. */
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
