/**
 * Stripe's statuses. The `warning_…` ones are inquiries: the bank asks, and no money has moved. The `appeal_…` ones follow
 * a lost dispute that may still be won.
 */
export const disputeStatuses = [
  "needs_response",
  "under_review",
  "won",
  "lost",
  "warning_needs_response",
  "warning_under_review",
  "warning_closed",
  "prevented",
  "appeal_needs_response",
  "appeal_under_review",
] as const;
export type DisputeStatus = (typeof disputeStatuses)[number];

/** The lists of disputes. */
export const disputeLists = ["open", "closed", "all"] as const;
export type DisputeListName = (typeof disputeLists)[number];
