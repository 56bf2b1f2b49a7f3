import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { newId } from "../../core/ids.ts";
import type { BalanceTransaction, Stripe } from "../../stripe/stripe-types.ts";
import type { Settled } from "./exchange.ts";
import { planPayout } from "./plan-payout.ts";

const DAY_SECONDS = 24 * 60 * 60;
/** Money is available two days later, at midnight UTC, as on a US account. */
const AVAILABLE_AFTER_DAYS = 2;

interface Booking {
  type:
    | "charge"
    | "payment"
    | "refund"
    | "payment_refund"
    | "refund_failure"
    | "adjustment"
    | "payout"
    | "payout_failure";
  /** What the movement is for an accountant. https://docs.stripe.com/reports/reporting-categories */
  reportingCategory:
    | "charge"
    | "refund"
    | "refund_failure"
    | "dispute"
    | "dispute_reversal"
    | "payout"
    | "payout_reversal";
  /** Negative when money leaves the account. */
  money: Settled;
  fee: number;
  feeDescription?: string;
  /** For having it exchanged. */
  conversionFee?: number;
  source: string;
  /** It need not wait for the day on which such money is available. */
  availableNow?: boolean;
  /** The payout that it is of, where that is not the next one. */
  payout?: string;
  description: string | null;
}

/** Books money in or out of the account; it is paid out on the day on which it is available. */
export function makeBalanceTransaction(work: UnitOfWork, booking: Booking): BalanceTransaction {
  const { money, fee } = booking;
  const { amount, currency } = money;
  const conversion = booking.conversionFee ?? 0;
  const today = Math.floor(work.clock.seconds() / DAY_SECONDS);
  const transaction: BalanceTransaction = {
    id: newId("txn"),
    object: "balance_transaction",
    amount,
    available_on: booking.availableNow ? work.clock.seconds() : (today + AVAILABLE_AFTER_DAYS) * DAY_SECONDS,
    balance_type: "payments",
    created: work.clock.seconds(),
    currency,
    description: booking.description,
    exchange_rate: money.exchangeRate,
    fee: fee + conversion,
    fee_details: [
      ...feeDetail(fee, currency, booking.feeDescription ?? "Stripe processing fees"),
      ...feeDetail(conversion, currency, "Stripe currency conversion fee"),
    ],
    net: amount - fee - conversion,
    reporting_category: booking.reportingCategory,
    source: booking.source,
    status: "pending",
    type: booking.type,
  };
  work.store.insert(transaction, null, transaction.created);
  planPayout(work, transaction, booking.payout ?? null);
  return transaction;
}

function feeDetail(
  amount: number,
  currency: string,
  description: string,
): Stripe.BalanceTransaction.FeeDetail[] {
  return amount === 0 ? [] : [{ amount, application: null, currency, description, type: "stripe_fee" }];
}
