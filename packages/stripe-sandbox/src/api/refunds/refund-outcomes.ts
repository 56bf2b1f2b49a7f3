import { randomInt } from "node:crypto";
import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { scheduleTask } from "../../context/schedule-task.ts";
import { recordEvent } from "../../events/record-event.ts";
import type { Charge, Dispute, Refund } from "../../stripe/stripe-types.ts";
import { settle } from "../balance/exchange.ts";
import { makeBalanceTransaction } from "../balance/make-balance-transaction.ts";

/** How long the network takes to give a refund the number by which the customer's bank can find it. */
export const REFERENCE_TAKES_MS = 10_000;

/** A pending refund reaches the customer. */
export function settleRefund(work: UnitOfWork, id: string): Refund | undefined {
  const refund = work.store.find("refund", id);
  if (refund?.status !== "pending" && refund?.status !== "requires_action") return refund;
  const { pending_reason: _, ...rest } = refund;
  const settled: Refund = { ...rest, status: "succeeded", balance_transaction: bookRefund(work, refund) };
  scheduleTask(work, "give-refund-reference", id, REFERENCE_TAKES_MS);
  return announce(work, "refund.updated", settled, refund);
}

/** The customer's bank sends the money back: it returns to our balance, and the charge counts as unrefunded again. */
export function failRefund(
  work: UnitOfWork,
  id: string,
  reason = "expired_or_canceled_card",
): Refund | undefined {
  const refund = work.store.find("refund", id);
  if (!refund || refund.status === "failed" || refund.status === "canceled") return refund;
  const { pending_reason: _, ...rest } = refund;
  const failed: Refund = {
    ...rest,
    status: "failed",
    failure_reason: reason,
    // What was still pending has not left the balance, so nothing returns to it.
    ...(refund.balance_transaction ? { failure_balance_transaction: bookFailure(work, refund) } : {}),
  };
  unrefund(work, refund);
  return announce(work, "refund.failed", failed, refund);
}

/** A bank has taken the money back: refunds that are still on their way fail, lest the customer gets it twice. */
export function failRefundsOfDisputed(work: UnitOfWork, { charge }: Dispute): void {
  const refunds = work.store.list({ type: "refund", where: { charge }, limit: 100 });
  for (const { id, status } of refunds.data)
    if (status === "pending") failRefund(work, id, "charge_for_pending_refund_disputed");
}

/** A refund that still needs the customer is called off. */
export function cancelRefund(work: UnitOfWork, refund: Refund): Refund {
  const { pending_reason: _, ...rest } = refund;
  unrefund(work, refund);
  return announce(work, "refund.updated", { ...rest, status: "canceled" }, refund);
}

/** The booking of a refund; it takes the money from the balance, and returns no fee. */
export function bookRefund(work: UnitOfWork, refund: Refund): string {
  const charge = work.store.find("charge", refund.charge ?? "");
  return makeBalanceTransaction(work, {
    type: charge?.payment_method_details?.type === "card" ? "refund" : "payment_refund",
    reportingCategory: "refund",
    money: settle(-refund.amount, refund.currency),
    fee: 0,
    source: refund.id,
    description: charge?.description ? `REFUND FOR CHARGE (${charge.description})` : "REFUND FOR CHARGE",
  }).id;
}

function bookFailure(work: UnitOfWork, refund: Refund): string {
  return makeBalanceTransaction(work, {
    type: "refund_failure",
    reportingCategory: "refund_failure",
    money: settle(refund.amount, refund.currency),
    fee: 0,
    source: refund.id,
    description: "REFUND FAILURE",
  }).id;
}

/** The card network has named the refund. https://docs.stripe.com/refunds#tracing-refunds */
export function giveReference(work: UnitOfWork, id: string): void {
  const refund = work.store.find("refund", id);
  const card = refund?.destination_details?.card;
  if (refund?.status !== "succeeded" || !card || card.reference_status !== "pending") return;
  const reference = String(randomInt(1e11, 1e12));
  announce(
    work,
    "refund.updated",
    {
      ...refund,
      destination_details: { type: "card", card: { ...card, reference, reference_status: "available" } },
    },
    refund,
  );
}

function unrefund(work: UnitOfWork, refund: Refund): void {
  const charge = work.store.find("charge", refund.charge ?? "");
  if (!charge) return;
  const again: Charge = {
    ...charge,
    amount_refunded: charge.amount_refunded - refund.amount,
    refunded: false,
  };
  work.store.update(again);
}

function announce(
  work: UnitOfWork,
  type: "refund.updated" | "refund.failed",
  now: Refund,
  before: Refund,
): Refund {
  work.store.update(now);
  recordEvent(work, type, now, type === "refund.updated" ? before : undefined);
  recordEvent(work, "charge.refund.updated", now, before);
  return now;
}
