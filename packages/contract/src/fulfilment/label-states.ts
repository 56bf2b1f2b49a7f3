/**
 * `rated`: carriers were asked, nothing is bought. `buying`: the purchase is under way, or its outcome is unknown. `failed`: nothing
 * was bought. `voiding`: it is to be sent back; `void_submitted`: the carrier decides; `voided`: it has refunded the label;
 * `void_rejected`: it has not, so that the label is paid for.
 */
export const labelStates = [
  "rated",
  "buying",
  "bought",
  "failed",
  "voiding",
  "void_submitted",
  "voided",
  "void_rejected",
] as const;
export type LabelState = (typeof labelStates)[number];

/**
 * What staff must look into. `not_bought`: the purchase failed after nobody waited for it any more. `not_shippable`: the goods could not
 * be shipped any more when the label was bought, so it is sent back. `void_rejected`: the carrier does not refund the label.
 * `moved_after_void`: a parcel with a label that was sent back is on its way. `delivery_failed`, `returned`: the parcel did not arrive.
 */
export const labelProblems = [
  "not_bought",
  "not_shippable",
  "void_rejected",
  "moved_after_void",
  "delivery_failed",
  "returned",
] as const;
export type LabelProblem = (typeof labelProblems)[number];

/** Where a parcel is, as its carrier says. The order settles which of two statuses of one second is later. */
export const trackerStatuses = [
  "unknown",
  "pre_transit",
  "in_transit",
  "out_for_delivery",
  "available_for_pickup",
  "error",
  "cancelled",
  "failure",
  "return_to_sender",
  "delivered",
] as const;
export type TrackerStatus = (typeof trackerStatuses)[number];
