/** Reasons against shipping an order, or against shipping it yet. */
export const paymentRisks = [
  "disputed",
  "dispute_lost",
  "released",
  "inquiry",
  "fraud_warning",
  "refund_failed",
  "review",
] as const;
export type PaymentRisk = (typeof paymentRisks)[number];
