import { makeBalanceTransaction } from "../balance/make-balance-transaction.ts";
import { recordEvent } from "../events/record-event.ts";
import type { Charge, Refund } from "../stripe-types.ts";
import type { Work } from "../world.ts";

/** A pending refund reaches the customer. */
export function settleRefund(work: Work, id: string): Refund | undefined {
  const refund = work.store.find<Refund>("refund", id);
  if (refund?.status !== "pending" && refund?.status !== "requires_action") return refund;
  const { pending_reason: _, ...rest } = refund;
  const settled: Refund = { ...rest, status: "succeeded", balance_transaction: bookRefund(work, refund) };
  return announce(work, "refund.updated", settled, refund);
}

/** The customer's bank sends the money back: it returns to our balance, and the charge counts as unrefunded again. */
export function failRefund(work: Work, id: string, reason = "expired_or_canceled_card"): Refund | undefined {
  const refund = work.store.find<Refund>("refund", id);
  if (!refund || refund.status === "failed" || refund.status === "canceled") return refund;
  const { pending_reason: _, ...rest } = refund;
  const back = makeBalanceTransaction(work, {
    type: "refund_failure",
    reportingCategory: "refund_failure",
    amount: refund.amount,
    fee: 0,
    currency: refund.currency,
    source: refund.id,
    description: "REFUND FAILURE",
  });
  const failed: Refund = {
    ...rest,
    status: "failed",
    failure_reason: reason,
    failure_balance_transaction: back.id,
  };
  unrefund(work, refund);
  return announce(work, "refund.failed", failed, refund);
}

/** A refund that still needs the customer is called off. */
export function cancelRefund(work: Work, refund: Refund): Refund {
  const { pending_reason: _, ...rest } = refund;
  unrefund(work, refund);
  return announce(work, "refund.updated", { ...rest, status: "canceled" }, refund);
}

/** The booking of a refund; it takes the money from the balance, and returns no fee. */
export function bookRefund(work: Work, refund: Refund): string {
  return makeBalanceTransaction(work, {
    type: "refund",
    reportingCategory: "refund",
    amount: -refund.amount,
    fee: 0,
    currency: refund.currency,
    source: refund.id,
    description: "REFUND FOR CHARGE",
  }).id;
}

function unrefund(work: Work, refund: Refund): void {
  const charge = work.store.find<Charge>("charge", refund.charge ?? "");
  if (!charge) return;
  const again: Charge = {
    ...charge,
    amount_refunded: charge.amount_refunded - refund.amount,
    refunded: false,
  };
  work.store.update(again);
}

function announce(work: Work, type: "refund.updated" | "refund.failed", now: Refund, before: Refund): Refund {
  work.store.update(now);
  recordEvent(work, type, now, type === "refund.updated" ? before : undefined);
  recordEvent(work, "charge.refund.updated", now, before);
  return now;
}
