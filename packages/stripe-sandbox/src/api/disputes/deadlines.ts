import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { scheduleTask, scheduleTaskAt } from "../../context/schedule-task.ts";
import type { Dispute } from "../../stripe/stripe-types.ts";

const DAY_SECONDS = 24 * 60 * 60;
/** Stripe speaks of 7 to 21 days, depending on the network. */
const RESPONSE_DAYS = 8;
/** https://docs.stripe.com/disputes/how-disputes-work#inquiries */
const INQUIRY_CLOSES_AFTER_MS = 120 * DAY_SECONDS * 1000;

/** The last second, as unix time, in which an answer to a dispute of today is in time: the end of a day. */
export function dueBy(work: UnitOfWork): number {
  return (Math.floor(work.clock.seconds() / DAY_SECONDS) + RESPONSE_DAYS + 1) * DAY_SECONDS - 1;
}

/** A chargeback that nobody answers in time is lost. */
export function loseWhenUnanswered(work: UnitOfWork, { id, evidence_details }: Dispute): void {
  const end = ((evidence_details.due_by ?? 0) + 1) * 1000;
  scheduleTaskAt(work, "lose-unanswered-dispute", id, end);
}

/** An inquiry of which no chargeback has come is over. */
export function closeInquiryInTheEnd(work: UnitOfWork, { id }: Dispute): void {
  scheduleTask(work, "close-inquiry", id, INQUIRY_CLOSES_AFTER_MS);
}
