/** Stripe's own, after `requested`: it is decided on, and not sent yet. */
export const refundStates = [
  "requested",
  "pending",
  "requires_action",
  "succeeded",
  "failed",
  "canceled",
] as const;
export type RefundState = (typeof refundStates)[number];
