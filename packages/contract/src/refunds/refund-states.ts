/** `requested`: not sent to Stripe yet. The others are Stripe's statuses. */
export const refundStates = [
  "requested",
  "pending",
  "requires_action",
  "succeeded",
  "failed",
  "canceled",
] as const;
export type RefundState = (typeof refundStates)[number];
