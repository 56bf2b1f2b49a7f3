/** `not_required`: nothing will be sent, as everything was cancelled or returned. */
export const fulfilmentStates = [
  "unfulfilled",
  "partly_shipped",
  "shipped",
  "delivered",
  "not_required",
] as const;
export type FulfilmentState = (typeof fulfilmentStates)[number];
