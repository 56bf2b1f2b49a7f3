import type { DiscrepancyKind, Money } from "@dualtrack/contract";

/** How long what has just happened may be underway, in ms: until then it is no discrepancy. */
export const graceMs = 15 * 60_000;

/** A difference between Stripe and the database. */
export interface Finding {
  kind: DiscrepancyKind;
  /** Which of its kind: Stripe's id of a payment, session, refund or payout, our refund's, or a checkout's. */
  subject: string;
  paymentIntentId: string | null;
  /** Null: it is about a payout. */
  checkoutId: string | null;
  orderNumber: number | null;
  /** Our refund. */
  refundId: string | null;
  /** What the books say, and what Stripe says; null: it is about no money. */
  money: { expected: Money; actual: Money } | null;
  /** Units held for nothing. */
  units: number | null;
}

/** Both sums in one currency. */
export function sums(expected: number, actual: number, currency: string): Finding["money"] {
  return { expected: { amount: expected, currency }, actual: { amount: actual, currency } };
}
