/** @see https://docs.easypost.com/docs/trackers */
export const trackerStatuses = [
  "unknown",
  "pre_transit",
  "in_transit",
  "out_for_delivery",
  "delivered",
  "available_for_pickup",
  "return_to_sender",
  "failure",
  "cancelled",
  "error",
] as const;
export type TrackerStatus = (typeof trackerStatuses)[number];
