/** Why an order had better not leave the building, or not yet. */
export const paymentRisks = [
  "disputed",
  "dispute_lost",
  "inquiry",
  "fraud_warning",
  "refund_failed",
  "review",
] as const;
export type PaymentRisk = (typeof paymentRisks)[number];
