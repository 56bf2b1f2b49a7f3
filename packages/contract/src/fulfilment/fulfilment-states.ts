/** `not_required`: nothing will be sent, as everything was cancelled or returned. */
export const fulfilmentStates = [
  "unfulfilled",
  "partly_shipped",
  "shipped",
  "delivered",
  "not_required",
] as const;
export type FulfilmentState = (typeof fulfilmentStates)[number];

/** What becomes of units that do not ship with a shipment, while the order's card is only authorized. */
export const shipmentRests = ["charge", "cancel_and_restock", "cancel"] as const;
export type ShipmentRest = (typeof shipmentRests)[number];
