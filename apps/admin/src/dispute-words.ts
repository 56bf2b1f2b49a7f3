import type { DisputeStatus, PaymentRisk } from "@dualtrack/contract";
import type { Tone } from "./ui/status.tsx";

interface Look {
  tone: Tone;
  word: string;
}

/** How a dispute stands. */
export const disputeLooks: Record<DisputeStatus, Look> = {
  needs_response: { tone: "bad", word: "Needs an answer" },
  under_review: { tone: "wait", word: "The bank decides" },
  won: { tone: "good", word: "Won" },
  lost: { tone: "bad", word: "Lost" },
  warning_needs_response: { tone: "wait", word: "Inquiry, needs an answer" },
  warning_under_review: { tone: "wait", word: "Inquiry, answered" },
  warning_closed: { tone: "idle", word: "Inquiry closed" },
  prevented: { tone: "good", word: "Prevented" },
  appeal_needs_response: { tone: "bad", word: "Appeal, needs an answer" },
  appeal_under_review: { tone: "wait", word: "Appeal, the bank decides" },
};

/** Why a customer's bank wants money back. @see https://docs.stripe.com/disputes/categories */
const reasons: Readonly<Record<string, string>> = {
  bank_cannot_process: "the bank could not process it",
  check_returned: "the cheque was returned",
  credit_not_processed: "a refund that was promised did not come",
  customer_initiated: "the customer asked their bank",
  debit_not_authorized: "the customer did not authorise the debit",
  duplicate: "paid twice",
  fraudulent: "fraudulent, the cardholder says it was not them",
  general: "no particular reason",
  incorrect_account_details: "wrong account details",
  insufficient_funds: "not enough money in the account",
  noncompliant: "against the card network's rules",
  product_not_received: "the goods did not arrive",
  product_unacceptable: "the goods were not as described, or damaged",
  subscription_canceled: "a subscription was cancelled before",
  unrecognized: "the cardholder does not recognise it",
};

export function disputeReasonWords(reason: string): string {
  return reasons[reason] ?? readable(reason);
}

/** What a card network suspects. */
const fraudTypes: Readonly<Record<string, string>> = {
  card_never_received: "the card never reached its owner",
  fraudulent_card_application: "the card was applied for in another's name",
  made_with_counterfeit_card: "made with a counterfeit card",
  made_with_lost_card: "made with a lost card",
  made_with_stolen_card: "made with a stolen card",
  misc: "fraud of another kind",
  unauthorized_use_of_card: "the card was used without its owner's consent",
};

export function fraudTypeWords(type: string): string {
  return fraudTypes[type] ?? readable(type);
}

/** Why Stripe looks at a payment, and how that ended. */
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

export function reviewReasonWords(reason: string): string {
  return reviewReasons[reason] ?? readable(reason);
}

/** What speaks against sending an order: a word for its row, and a sentence for whoever decides. */
export const riskWords: Record<PaymentRisk, Look & { sentence: string }> = {
  disputed: {
    tone: "bad",
    word: "Disputed",
    sentence: "The customer’s bank has taken the money back until the dispute is decided.",
  },
  dispute_lost: {
    tone: "bad",
    word: "Lost in a dispute",
    sentence: "The money is gone: a dispute was lost, or the bank returned the debit.",
  },
  inquiry: {
    tone: "wait",
    word: "Inquiry",
    sentence: "The customer’s bank asks about this payment; it may become a dispute.",
  },
  fraud_warning: {
    tone: "bad",
    word: "Fraud warning",
    sentence: "The card’s bank warns that this payment is probably fraud.",
  },
  refund_failed: {
    tone: "bad",
    word: "Refund failed",
    sentence: "The customer was to get their money back, and the refund failed: they may not want the goods.",
  },
  review: { tone: "wait", word: "In review", sentence: "Stripe is reviewing this payment." },
};

/** What nobody has put into words yet is at least readable: `made_with_x` is "made with x". */
function readable(code: string): string {
  return code.replaceAll("_", " ");
}

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

const hourMs = 60 * 60_000;

/** `6 days left`, `31 hours left`, `40 minutes left`, `the time is up`. */
export function timeLeftWords(iso: string, now: number): string {
  const left = Date.parse(iso) - now;
  if (left <= 0) return "the time is up";
  if (left >= 48 * hourMs) return `${Math.floor(left / (24 * hourMs))} days left`;
  if (left >= 2 * hourMs) return `${Math.floor(left / hourMs)} hours left`;
  const minutes = Math.max(1, Math.floor(left / 60_000));
  return minutes === 1 ? "1 minute left" : `${minutes} minutes left`;
}
