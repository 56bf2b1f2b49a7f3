import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { scheduleTask, scheduleTaskAt } from "../../context/schedule-task.ts";
import { newId } from "../../core/ids.ts";
import { recordEvent } from "../../events/record-event.ts";
import type { Payout } from "../../stripe/stripe-types.ts";
import { makeBalanceTransaction } from "../balance/make-balance-transaction.ts";

const DAY_SECONDS = 24 * 60 * 60;
/** How long Stripe takes until it can list what a payout consists of. */
const RECONCILED_AFTER_MS = 60_000;

/**
 * The automatic payout of a day: all of a currency that is available, and in no other payout. When refunds and disputes have
 * taken more than that, it waits for later payments. https://docs.stripe.com/payouts
 */
export function makePayout(work: UnitOfWork, currency: string): void {
  const { store, clock } = work;
  const now = clock.seconds();
  const sum = store.row(
    "select sum(net) as amount from payout_items where payout is null and currency = ? and available_on <= ?",
    ...[currency, now],
  );
  const amount = Number(sum?.amount ?? 0);
  if (amount <= 0) return;
  const id = newId("po");
  store.run(
    "update payout_items set payout = ? where payout is null and currency = ? and available_on <= ?",
    ...[id, currency, now],
  );
  const booking = makeBalanceTransaction(work, {
    type: "payout",
    reportingCategory: "payout",
    money: { amount: -amount, currency, exchangeRate: null },
    fee: 0,
    source: id,
    availableNow: true,
    payout: id,
    description: "STRIPE PAYOUT",
  });
  const payout: Payout = {
    id,
    object: "payout",
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: (Math.floor(now / DAY_SECONDS) + 1) * DAY_SECONDS,
    automatic: true,
    balance_transaction: booking.id,
    created: now,
    currency,
    description: "STRIPE PAYOUT",
    destination: `ba_sandbox_${currency}`,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: {},
    method: "standard",
    original_payout: null,
    payout_method: null,
    reconciliation_status: "in_progress",
    reversed_by: null,
    source_type: "card",
    statement_descriptor: null,
    status: "in_transit",
    trace_id: null,
    type: "bank_account",
  };
  store.insert(payout, null, now);
  recordEvent(work, "payout.created", payout);
  scheduleTask(work, "reconcile-payout", id, RECONCILED_AFTER_MS);
  scheduleTaskAt(work, "arrive-payout", id, payout.arrival_date * 1000);
}
