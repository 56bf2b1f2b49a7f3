import { type DiscardEffect, type FailedJobState, type JobTask, jobTasks } from "@dualtrack/contract";
import type { Tone } from "../../ui/status.tsx";

const taskLabels: Record<JobTask, string> = {
  "handle-event": "Handle an event of Stripe's",
  "sync-payment": "Sync a payment with Stripe",
  "send-refund": "Send a refund",
  "capture-payment": "Charge a reserved card",
  "release-payment": "Release a reserved card",
  "send-mail": "Send a mail",
  "send-alert-message": "Send an alert's message",
  "sync-run": "Sync that staff started",
  "audit-ledger": "Audit of the ledger",
  "reconcile-window": "Compare days with Stripe",
  "expire-checkout": "End a checkout",
  "finish-request": "Finish what staff asked for",
  "alert-unknown-payments": "Tell of payments without an order",
  "finish-label": "Finish buying a label",
  "void-label": "Send a label back",
  "store-label": "Keep a label's file",
  "handle-carrier-event": "Handle a carrier's report",
  "issue-missing-invoices": "Issue missing invoices",
  "update-exchange-rates": "Read exchange rates",
  "record-tax": "Record tax at Stripe",
  "follow-bookings": "Mark booked time as over",
  "remind-of-payment-link": "Remind of a payment link",
  "resume-held-work": "Resume what was switched off",
  "free-abandoned-jobs": "Free jobs of ended workers",
  "sync-orders": "Background sync",
  "watch-switches": "Watch the switches",
  "expire-checkouts": "End checkouts",
  "move-drops-on": "Move drops' lines on",
  "probe-failing-stripe": "Ask whether Stripe is back",
  "check-alerts": "Check the alerts",
  "sample-health": "Count what Health shows",
  "remind-bookings": "Remind of bookings",
  "follow-unsent-refunds": "Follow unsent refunds",
  "watch-authorizations": "Watch reserved cards",
  "follow-tax-records": "Follow tax records",
  "follow-labels": "Follow labels",
  "request-exchange-rates": "Ask for exchange rates",
  "remove-old": "Remove what is old",
  "audit-ledger-nightly": "Nightly audit of the ledger",
  "remove-unused-uploads": "Remove unused uploads",
  "forget-old-calls": "Forget old calls",
  reconcile: "Reconciliation with Stripe",
};

/** What a job does; of another version's, its name. */
export function taskLabel(task: string): string {
  const known = jobTasks.find((each) => each === task);
  return known === undefined ? task : taskLabels[known];
}

export const jobBadges: Record<FailedJobState, { tone: Tone; label: string }> = {
  failing: { tone: "wait", label: "Failed, tried again" },
  dead: { tone: "bad", label: "Dead" },
};

/** What giving up a job means. */
export const discardTexts: Record<DiscardEffect, string> = {
  done_by_schedule:
    "The shop does the same by itself, at the latest with its next scheduled run, so nothing is lost.",
  mail_stays_unsent: "The mail is not sent. Staff can send it again from its order or draft order.",
  told_elsewhere: "It would only tell what the console says, too. Nobody is told by it any more.",
  entered_by_staff:
    "What the carrier reported is not noted. Mark the parcel as delivered on its order if it has arrived.",
};

export function jobCount(count: number): string {
  return count === 1 ? "1 job" : `${count.toLocaleString("en")} jobs`;
}
