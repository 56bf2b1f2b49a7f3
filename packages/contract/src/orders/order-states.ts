export const orderStates = ["processing", "confirmed", "completed", "failed", "cancelled"] as const;
export type OrderState = (typeof orderStates)[number];

/** `disputed`: the bank holds the money until it decides; `dispute_lost`: the money is gone. */
export const orderPaymentStates = [
  "unpaid",
  "paid",
  "partially_refunded",
  "refunded",
  "disputed",
  "dispute_lost",
] as const;
export type OrderPaymentState = (typeof orderPaymentStates)[number];
