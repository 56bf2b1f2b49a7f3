export const orderStates = ["processing", "confirmed", "completed", "failed", "cancelled"] as const;
export type OrderState = (typeof orderStates)[number];

/**
 * `disputed`: the bank has the money until it decides; `dispute_lost`: the bank keeps it; `not_required`: nothing is due, as the
 * total is 0; `authorized`: the bank has reserved the money, and it is captured when the order ships; `released`: it was authorized,
 * and nothing was captured.
 */
export const orderPaymentStates = [
  "unpaid",
  "paid",
  "partially_refunded",
  "refunded",
  "disputed",
  "dispute_lost",
  "not_required",
  "authorized",
  "released",
] as const;
export type OrderPaymentState = (typeof orderPaymentStates)[number];
