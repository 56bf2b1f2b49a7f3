/** `not_required`: nothing will be sent, as all of it was cancelled or given back. */
export const fulfilmentStates = [
  "unfulfilled",
  "partly_shipped",
  "shipped",
  "delivered",
  "not_required",
] as const;
export type FulfilmentState = (typeof fulfilmentStates)[number];
