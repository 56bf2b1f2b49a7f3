/** Who has started a run: the clock, staff, or `pnpm reconcile`. */
export const reconciliationTriggers = ["schedule", "staff", "command"] as const;
export type ReconciliationTrigger = (typeof reconciliationTriggers)[number];

/** `incomplete`: something could not be compared or settled. `interrupted`: its process ended, and no other one went on with it. */
export const reconciliationRunStates = ["running", "complete", "incomplete", "interrupted"] as const;
export type ReconciliationRunState = (typeof reconciliationRunStates)[number];

/** What a run compares, in this order. `risks`: disputes, fraud warnings, reviews; `payouts`: Stripe's balance, too. */
export const reconciliationSteps = [
  "payments",
  "sessions",
  "risks",
  "refunds",
  "payouts",
  "orders",
  "checkouts",
  "events",
  "discrepancies",
] as const;
export type ReconciliationStep = (typeof reconciliationSteps)[number];

/** The longest window of a run by hand, in days. */
export const maxReconciledDays = 366;
