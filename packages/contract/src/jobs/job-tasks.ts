/** Jobs that a change has queued. */
export const queuedTasks = [
  "handle-event",
  "sync-payment",
  "send-refund",
  "capture-payment",
  "release-payment",
  "send-mail",
  "send-alert-message",
  "sync-run",
  "audit-ledger",
  "reconcile-window",
  "expire-checkout",
  "finish-request",
  "alert-unknown-payments",
  "finish-label",
  "void-label",
  "store-label",
  "handle-carrier-event",
  "issue-missing-invoices",
  "update-exchange-rates",
  "record-tax",
  "follow-bookings",
  "remind-of-payment-link",
  "resume-held-work",
] as const;
export type QueuedTask = (typeof queuedTasks)[number];

/** What runs by the clock. */
export const scheduledTasks = [
  "free-abandoned-jobs",
  "sync-orders",
  "watch-switches",
  "expire-checkouts",
  "move-drops-on",
  "probe-failing-stripe",
  "check-alerts",
  "sample-health",
  "remind-bookings",
  "follow-unsent-refunds",
  "watch-authorizations",
  "follow-tax-records",
  "follow-labels",
  "request-exchange-rates",
  "remove-old",
  "audit-ledger-nightly",
  "remove-unused-uploads",
  "forget-old-calls",
  "reconcile",
] as const;
export type ScheduledTask = (typeof scheduledTasks)[number];

export const jobTasks = [...queuedTasks, ...scheduledTasks];
export type JobTask = QueuedTask | ScheduledTask;

/** `failing`: it failed, and is tried again by itself. `dead`: its attempts are used up. */
export const failedJobStates = ["failing", "dead"] as const;
export type FailedJobState = (typeof failedJobStates)[number];

/**
 * What becomes of the work when a job is given up. `done_by_schedule`: a scheduled task does it anyway. `mail_stays_unsent`: staff can send it
 * from its order. `told_elsewhere`: it only tells what the console says, too. `entered_by_staff`: staff note what it would have noted.
 */
export const discardEffects = [
  "done_by_schedule",
  "mail_stays_unsent",
  "told_elsewhere",
  "entered_by_staff",
] as const;
export type DiscardEffect = (typeof discardEffects)[number];

/** The longest reason for giving up a job. */
export const maxDiscardReason = 300;
