import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { recordEvent } from "../../events/record-event.ts";
import { refusal } from "../../stripe/errors.ts";
import type { Payout } from "../../stripe/stripe-types.ts";
import { makeBalanceTransaction } from "../balance/make-balance-transaction.ts";

/** What a bank says, in Stripe's words. https://docs.stripe.com/api/payouts/failures */
export const failureMessages = {
  account_closed: "The bank account has been closed.",
  account_frozen: "The bank account has been frozen.",
  bank_account_restricted:
    "The bank account has restrictions on either the type, or the number, of payouts allowed.",
  could_not_process: "The bank could not process this payout.",
  declined: "The bank has declined this payout.",
  incorrect_account_holder_name: "The bank account holder name on file is incorrect.",
  invalid_account_number: "The routing number seems correct, but the account number is invalid.",
  invalid_currency: "The bank was unable to process this payout because of its currency.",
  no_account: "The bank account could not be located.",
} as const;

export type PayoutFailure = keyof typeof failureMessages;

/** From now on the transactions of a payout can be listed. */
export function reconcilePayout(work: UnitOfWork, id: string): void {
  const payout = work.store.find("payout", id);
  if (payout?.reconciliation_status !== "in_progress") return;
  const reconciled: Payout = { ...payout, reconciliation_status: "completed" };
  work.store.update(reconciled);
  recordEvent(work, "payout.reconciliation_completed", reconciled);
}

/** The day on which the bank should have the money. */
export function arrivePayout(work: UnitOfWork, id: string): void {
  const payout = work.store.find("payout", id);
  if (payout?.status !== "in_transit") return;
  const paid: Payout = { ...payout, status: "paid", trace_id: { status: "supported", value: traceOf(id) } };
  work.store.update(paid);
  recordEvent(work, "payout.updated", paid, payout);
  recordEvent(work, "payout.paid", paid);
}

/** The bank sends the money back, maybe after it counted as paid: it is in the balance again, for the next day's payout. */
export function failPayout(work: UnitOfWork, payout: Payout, failure: PayoutFailure): Payout {
  if (payout.status !== "in_transit" && payout.status !== "paid")
    throw refusal(`This payout has a status of ${payout.status}: it can no longer fail.`);
  const returned = makeBalanceTransaction(work, {
    type: "payout_failure",
    reportingCategory: "payout_reversal",
    money: { amount: payout.amount, currency: payout.currency, exchangeRate: null },
    fee: 0,
    source: payout.id,
    availableNow: true,
    description: "PAYOUT FAILURE",
  });
  const failed: Payout = {
    ...payout,
    status: "failed",
    failure_balance_transaction: returned.id,
    failure_code: failure,
    failure_message: failureMessages[failure],
  };
  work.store.update(failed);
  recordEvent(work, "payout.failed", failed);
  recordEvent(work, "payout.updated", failed, payout);
  return failed;
}

/** The number by which the bank finds the payment. */
function traceOf(id: string): string {
  return id.slice(-12).toUpperCase();
}
