import type { DisputeStatus, PaymentRisk } from "@dualtrack/contract";
import { formatDuration } from "./format-duration.ts";
import type { Tone } from "./ui/status.tsx";

interface Badge {
  tone: Tone;
  label: string;
}

/** A badge for each status of a dispute. */
export const disputeBadges: Record<DisputeStatus, Badge> = {
  needs_response: { tone: "bad", label: "Needs an answer" },
  under_review: { tone: "wait", label: "The bank decides" },
  won: { tone: "good", label: "Won" },
  lost: { tone: "bad", label: "Lost" },
  warning_needs_response: { tone: "wait", label: "Inquiry, needs an answer" },
  warning_under_review: { tone: "wait", label: "Inquiry, answered" },
  warning_closed: { tone: "idle", label: "Inquiry closed" },
  prevented: { tone: "good", label: "Prevented" },
  appeal_needs_response: { tone: "bad", label: "Appeal, needs an answer" },
  appeal_under_review: { tone: "wait", label: "Appeal, the bank decides" },
};

/** Why Stripe reviews a payment, and how a review ended. */
const reviewReasons: Readonly<Record<string, string>> = {
  rule: "a rule of Radar asks for it",
  manual: "somebody asked for it",
  approved: "approved",
  refunded: "ended by a refund",
  refunded_as_fraud: "refunded as fraud",
  disputed: "ended by a dispute",
  redacted: "the payment's data was removed",
  canceled: "the payment was cancelled",
  payment_never_settled: "the payment never settled",
  acknowledged: "seen",
};

export function reviewReasonText(reason: string): string {
  return reviewReasons[reason] ?? `another reason (${reason})`;
}

/** A risk of sending an order: a label for its row, and a sentence for the person who decides. */
export const riskBadges: Record<PaymentRisk, Badge & { sentence: string }> = {
  disputed: {
    tone: "bad",
    label: "Disputed",
    sentence: "The customer’s bank has taken the money back until the dispute is decided.",
  },
  dispute_lost: {
    tone: "bad",
    label: "Lost to the bank",
    sentence: "The money is gone: the customer’s bank has taken it back for good.",
  },
  released: {
    tone: "bad",
    label: "Not charged",
    sentence:
      "Nothing was charged: what was reserved on the card was released, and can’t be charged any more.",
  },
  inquiry: {
    tone: "wait",
    label: "Inquiry",
    sentence: "The customer’s bank asks about this payment; it may become a dispute.",
  },
  fraud_warning: {
    tone: "bad",
    label: "Fraud warning",
    sentence: "The card’s bank warns that this payment is probably fraud.",
  },
  refund_failed: {
    tone: "bad",
    label: "Refund failed",
    sentence: "The customer was to get their money back, and the refund failed: they may not want the goods.",
  },
  review: { tone: "wait", label: "In review", sentence: "Stripe is reviewing this payment." },
};

/** Replaces the sentence of a lost dispute where the payment is known to be a debit. */
export const returnedDebitSentence = "The money is gone: the customer’s bank has returned the debit.";

const deadline = new Intl.DateTimeFormat("en-IE", {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** `Tue 8 Dec, 10:00`. */
export function deadlineTime(iso: string): string {
  return deadline.format(new Date(iso)).replace(/^(\w+),? /, "$1 ");
}

/** `6 days left`, `31 h left`, `40 min left`, `the time is up`. */
export function timeLeftText(iso: string, now: number): string {
  const left = Date.parse(iso) - now;
  return left <= 0 ? "the time is up" : `${formatDuration(left)} left`;
}
