import { formatMoney, type SyncItemState } from "@dualtrack/contract";
import type { CheckoutState, DisputeStatus, OrderState, PaymentStatus, RefundState } from "@dualtrack/db";
import Stripe from "stripe";
import { stripeProblem } from "../stripe/stripe-outage.ts";
import type { SyncOutcome } from "./try-sync.ts";

/** How a payment stands in our books. */
export interface Standing {
  checkoutState: CheckoutState;
  orderState: OrderState | null;
  paymentStatus: PaymentStatus | null;
  refunds: { id: string; state: RefundState; amount: number; currency: string }[];
  disputes: { id: string; status: DisputeStatus; amount: number; currency: string }[];
}

export interface SyncResult {
  state: Exclude<SyncItemState, "waiting">;
  /** For staff. */
  reason: string;
}

/** What a sync came to, in words: `synced` when it changed our books, `skipped` when there was nothing to change. */
export function syncWords(outcome: SyncOutcome, before: Standing, after: Standing): SyncResult {
  if ("error" in outcome) return { state: "failed", reason: failureWords(outcome.error) };
  if (outcome.settlement === "foreign")
    return { state: "failed", reason: "Stripe's payment does not name a checkout of this shop" };
  if (outcome.settlement === "unknown")
    return { state: "failed", reason: "Its order is lost: decide under Payments without an order" };
  const news = [...refundNews(before, after), ...disputeNews(before, after)];
  if (outcome.settlement === "waiting") {
    const isNew = after.orderState !== before.orderState || news.length > 0;
    return { state: isNew ? "synced" : "skipped", reason: sentence([waitingWords(after), ...news]) };
  }
  const isNew = after.orderState !== before.orderState || after.checkoutState !== before.checkoutState;
  const fate = {
    confirmed: isNew ? "Confirmed now" : "Was confirmed already",
    refund_due: isNew ? "There can be no order for it" : "There is no order for it",
    unpaid: unpaidWords(after, isNew),
  }[outcome.settlement];
  const rest = news.length > 0 ? news : oldRefunds(after);
  return { state: isNew || news.length > 0 ? "synced" : "skipped", reason: sentence([fate, ...rest]) };
}

function failureWords(error: unknown): string {
  const text = stripeProblem(error).slice(0, 500);
  return error instanceof Stripe.errors.StripeError
    ? `Stripe could not be asked: ${text}`
    : `Something broke on our side: ${text}`;
}

function waitingWords({ paymentStatus }: Standing): string {
  if (paymentStatus === "processing") return "The customer's bank has not decided yet";
  if (paymentStatus === "requires_action") return "The customer's bank still waits for the customer";
  if (paymentStatus === "requires_capture") return "The payment waits to be captured at Stripe";
  return "Stripe is still waiting for the customer";
}

function unpaidWords({ checkoutState }: Standing, isNew: boolean): string {
  if (checkoutState === "open" || checkoutState === "paying")
    return "Declined: the customer may try another card";
  return isNew ? "Not paid, and now it can't be any more" : "Was over already, not paid";
}

const refundWords: Record<RefundState, string> = {
  requested: "is to be sent",
  pending: "is on its way",
  requires_action: "waits for the customer",
  succeeded: "has arrived",
  failed: "has failed",
  canceled: "was cancelled",
};

const disputeWords: Record<DisputeStatus, string> = {
  needs_response: "waits for an answer",
  under_review: "is with the bank",
  won: "is won",
  lost: "is lost",
  warning_needs_response: "is an inquiry that waits for an answer",
  warning_under_review: "is an inquiry that is with the bank",
  warning_closed: "was an inquiry, which is closed",
  prevented: "was prevented",
  appeal_needs_response: "may be appealed",
  appeal_under_review: "is appealed",
};

function disputeNews(before: Standing, after: Standing): string[] {
  const statusBefore = new Map(before.disputes.map(({ id, status }) => [id, status]));
  return after.disputes
    .filter(({ id, status }) => statusBefore.get(id) !== status)
    .map(
      ({ status, amount, currency }) =>
        `the dispute of ${formatMoney({ amount, currency })} ${disputeWords[status]}`,
    );
}

type Refund = Standing["refunds"][number];

function refundNews(before: Standing, after: Standing): string[] {
  const stateBefore = new Map(before.refunds.map(({ id, state }) => [id, state]));
  return after.refunds.filter(({ id, state }) => stateBefore.get(id) !== state).map(refundSentence);
}

/** Refunds that staff may wonder about though nothing changed: those that have not arrived. */
function oldRefunds({ refunds }: Standing): string[] {
  return refunds.filter(({ state }) => state !== "succeeded").map(refundSentence);
}

function refundSentence({ state, amount, currency }: Refund): string {
  return `the refund of ${formatMoney({ amount, currency })} ${refundWords[state]}`;
}

function sentence(parts: string[]): string {
  return parts.join("; ");
}
