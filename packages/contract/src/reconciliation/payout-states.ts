/** Stripe's states of a payout: it is being made, on its way to the bank, there, came back, or was called off. */
export const payoutStates = ["pending", "in_transit", "paid", "failed", "canceled"] as const;
export type PayoutState = (typeof payoutStates)[number];

/**
 * What a transaction of Stripe's balance is about. `fee` is one of its own, such as for Radar; `payout_reversal` is the money of a payout
 * that failed.
 */
export const balanceCategories = [
  "charge",
  "refund",
  "dispute",
  "fee",
  "payout",
  "payout_reversal",
  "other",
] as const;
export type BalanceCategory = (typeof balanceCategories)[number];
