import {
  type DiscardEffect,
  type QueuedTask,
  queuedTasks,
  type ScheduledTask,
  scheduledTasks,
} from "@dualtrack/contract";
import type { JobName } from "../jobs.ts";

/** What becomes of a job's work when it is given up; null: nobody would do it, and money, goods or a command of staff's depend on it. */
const effects = {
  "handle-event": null,
  "sync-payment": "done_by_schedule",
  "send-refund": null,
  "capture-payment": null,
  "release-payment": null,
  "send-mail": "mail_stays_unsent",
  "send-alert-message": "told_elsewhere",
  "sync-run": null,
  "audit-ledger": "done_by_schedule",
  "reconcile-window": null,
  "expire-checkout": "done_by_schedule",
  "finish-request": null,
  "alert-unknown-payments": "told_elsewhere",
  "finish-label": null,
  "void-label": null,
  "store-label": null,
  "handle-carrier-event": "entered_by_staff",
  "issue-missing-invoices": null,
  "update-exchange-rates": "done_by_schedule",
  "record-tax": null,
  "follow-bookings": null,
  "remind-of-payment-link": "mail_stays_unsent",
  "resume-held-work": "done_by_schedule",
} satisfies Record<JobName, DiscardEffect | null> satisfies Record<QueuedTask, DiscardEffect | null>;

/** What becomes of the work of a job that is given up; null: it can't be. A task that this version does not know does nothing any more. */
export function discardEffectOf(task: string): DiscardEffect | null {
  const queued = queuedTasks.find((known) => known === task);
  if (queued !== undefined) return effects[queued];
  const scheduled: ScheduledTask | undefined = scheduledTasks.find((known) => known === task);
  return scheduled === undefined ? null : "done_by_schedule";
}
