/** What can be wrong with a shop. Each has a rule that is checked every minute, and a chapter in `docs/operations.md`. */
export const alertKinds = [
  "sync_failing",
  "manual_sync",
  "webhooks_late",
  "webhooks_silent",
  "calls_rejected",
  "dead_jobs",
  "cleanup_failing",
  "reservations_unusual",
  "stock_low",
  "stock_wrong",
  "worker_silent",
  "stripe_silent",
  "nobody_pays",
  "mails_waiting",
  "dispute_open",
  "dispute_due",
  "refund_failed",
  "payment_unknown",
  "discrepancy_open",
  "payout_failed",
  "orders_missing",
  "ledger_wrong",
] as const;
export type AlertKind = (typeof alertKinds)[number];

/** What is told in quiet hours, too, as money or orders are lost meanwhile. */
const urgentKinds: readonly AlertKind[] = [
  "sync_failing",
  "manual_sync",
  "webhooks_late",
  "webhooks_silent",
  "dead_jobs",
  "cleanup_failing",
  "stock_wrong",
  "worker_silent",
  "stripe_silent",
  "nobody_pays",
  "payment_unknown",
  "ledger_wrong",
  "discrepancy_open",
  "payout_failed",
  "orders_missing",
];

export function isUrgent(kind: AlertKind): boolean {
  return urgentKinds.includes(kind);
}

/** The facts of an alert, as they are stored. */
export interface AlertDetails {
  /** How many of what the kind is about. */
  count: number;
  /** The first of them: order numbers, SKUs, Stripe's ids. */
  examples: string[];
  /** When it began, an ISO instant; null: not known. */
  since: string | null;
}

/** Why the last message could not be delivered to the address that takes them. */
export const alertMessageProblems = ["unreachable", "too_slow", "too_large", "refused"] as const;
export type AlertMessageProblem = (typeof alertMessageProblems)[number];
