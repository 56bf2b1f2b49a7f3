import { type BalanceCategory, type PayoutState, payoutStates } from "@dualtrack/contract";
import type { BalanceRow } from "@dualtrack/db";
import type Stripe from "stripe";

/** Of Stripe's categories for accountants those that the shop tells apart. https://docs.stripe.com/reports/reporting-categories */
const categories: Record<string, BalanceCategory> = {
  charge: "charge",
  charge_failure: "charge",
  partial_capture_reversal: "charge",
  refund: "refund",
  refund_failure: "refund",
  dispute: "dispute",
  dispute_reversal: "dispute",
  fee: "fee",
  network_cost: "fee",
  payout: "payout",
  payout_reversal: "payout_reversal",
};

/** A transaction of Stripe's balance, as it is stored. Its source has to be expanded: it says which payment it is about. */
export function balanceRowOf(transaction: Stripe.BalanceTransaction): BalanceRow {
  const { id, type, amount, fee, net, currency, exchange_rate: exchangeRate, source } = transaction;
  return {
    ...{ id, type, amount, fee, net, currency, exchangeRate },
    category: categories[transaction.reporting_category] ?? "other",
    sourceId: typeof source === "string" ? source : (source?.id ?? null),
    paymentIntentId: paymentOf(source),
    createdAt: timeOf(transaction.created),
    availableAt: timeOf(transaction.available_on),
  };
}

function paymentOf(source: Stripe.BalanceTransaction["source"]): string | null {
  if (source === null || typeof source === "string" || !("payment_intent" in source)) return null;
  const { payment_intent: payment } = source;
  return typeof payment === "object" ? (payment?.id ?? null) : (payment ?? null);
}

export interface PayoutFacts {
  id: string;
  state: PayoutState;
  amount: number;
  currency: string;
  isAutomatic: boolean;
  createdAt: Date;
  arrivesAt: Date;
  failureCode: string | null;
  failureMessage: string | null;
  /** Whether Stripe can list what it consists of. */
  isReconciled: boolean;
}

export function payoutFactsOf(payout: Stripe.Payout): PayoutFacts {
  const {
    id,
    amount,
    currency,
    automatic,
    failure_code: failureCode,
    failure_message: failureMessage,
  } = payout;
  return {
    ...{ id, amount, currency, failureCode, failureMessage },
    state: readState(payout),
    isAutomatic: automatic,
    createdAt: timeOf(payout.created),
    arrivesAt: timeOf(payout.arrival_date),
    isReconciled: automatic && payout.reconciliation_status === "completed",
  };
}

function readState({ id, status }: Stripe.Payout): PayoutState {
  const state = payoutStates.find((known) => known === status);
  if (state === undefined) throw new Error(`Payout ${id} has a status that is not known here: ${status}`);
  return state;
}

function timeOf(seconds: number): Date {
  return new Date(seconds * 1000);
}
