import { noRetryMessages } from "../../messages.ts";
import type { OrderRefund } from "../../server/trpc.ts";

interface FailureText {
  why: string;
  /** What to do now, so that the customer gets the money exactly once. */
  now: string;
}

const anotherWay =
  "ask the customer for a bank account, transfer the money yourself, and record it as paid another way";

/** Stripe's failure reasons and error codes: https://docs.stripe.com/refunds#failed-refunds */
const failures: Readonly<Record<string, FailureText>> = {
  lost_or_stolen_card: {
    why: "The card was reported lost or stolen.",
    now: `Another try to the same card seldom helps: ${anotherWay}.`,
  },
  expired_or_canceled_card: {
    why: "The card has expired, or the account was closed.",
    now: `If the customer says that it is open again, try again; otherwise ${anotherWay}.`,
  },
  charge_for_pending_refund_disputed: {
    why: "The customer disputed the payment while the refund was under way.",
    now: "Don't refund again: the bank has taken the money. Answer the dispute, or accept it.",
  },
  charge_disputed: {
    why: "The customer's bank has disputed this payment, and Stripe refunds nothing of what it has taken.",
    now: "Don't refund or pay it again: the customer would have it twice. Answer the dispute, or accept it.",
  },
  charge_already_refunded: {
    why: "All of the payment had been refunded before.",
    now: "There is nothing to do: the customer has the money.",
  },
  insufficient_funds: {
    why: "The balance at Stripe was too small, for three days.",
    now: "Add money to the balance in Stripe's dashboard, or wait for sales, then try again.",
  },
  balance_insufficient: {
    why: "The balance at Stripe was too small, for three days.",
    now: "Add money to the balance in Stripe's dashboard, or wait for sales, then try again.",
  },
  declined: {
    why: "The customer's bank declined it.",
    now: `Try again; if it is declined once more, ${anotherWay}.`,
  },
  merchant_request: {
    why: "It was called off at your request.",
    now: "If the customer is still to have the money, try again.",
  },
  unknown: {
    why: "Stripe does not know why.",
    now: `Try again; if it fails once more, ${anotherWay}.`,
  },
};

/** Why a refund failed, and what to do about it. */
export function failureText({
  state,
  failureReason,
}: Pick<OrderRefund, "state" | "failureReason">): FailureText {
  if (state === "canceled")
    return {
      why: "It was cancelled at Stripe.",
      now: "If the customer is still to have the money, try again.",
    };
  const known = failures[failureReason ?? "unknown"];
  if (known) return known;
  const readable = (failureReason ?? "").replaceAll("_", " ");
  return { why: `Stripe says: ${readable}.`, now: `Try again; if it fails once more, ${anotherWay}.` };
}

/** Why a failed refund can't be made again; null if it can, or already was. */
export function noRetryText({ whyNoRetry }: Pick<OrderRefund, "whyNoRetry">): string | null {
  return whyNoRetry === null ? null : noRetryMessages[whyNoRetry];
}
