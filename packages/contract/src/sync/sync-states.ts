/** State of one payment in a manual sync. `skipped`: there was nothing to do, or nothing is decided yet. */
export const syncItemStates = ["waiting", "synced", "failed", "skipped"] as const;
export type SyncItemState = (typeof syncItemStates)[number];

/** Result of the sync of one payment; `…_before`: it was so already. */
export const syncResultCodes = [
  "no_payment",
  "stripe_not_asked",
  "fault",
  "foreign",
  "order_lost",
  "waits_for_bank",
  "waits_for_authentication",
  "waits_for_capture",
  "waits_for_customer",
  "confirmed",
  "confirmed_before",
  "no_order",
  "no_order_before",
  "declined",
  "unpaid",
  "unpaid_before",
] as const;
export type SyncResultCode = (typeof syncResultCodes)[number];
