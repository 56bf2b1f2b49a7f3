/** What customers do before there is an order, and when paying fails. */
export const customerSteps = [
  "checkout_started",
  "price_changed",
  "payment_opened",
  "stripe_page_opened",
  "declined",
  "checkout_ended",
] as const;
export type CustomerStep = (typeof customerSteps)[number];

/** What the checker compares. `move`: the timeline has a move between two states that no order may make. */
export const checkedFields = ["state", "paymentState", "captured", "refunded", "disputed", "move"] as const;
export type CheckedField = (typeof checkedFields)[number];

/** The most entries that a timeline has of each source: decisions, events, calls, … The newest ones are kept. */
export const maxTimelineEntries = 500;
