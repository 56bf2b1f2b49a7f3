import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { newId } from "../../core/ids.ts";
import type { BalanceTransaction } from "../../stripe/stripe-types.ts";

const DAY_SECONDS = 24 * 60 * 60;
/** Money is available two days later, at midnight UTC, as on a US account. */
const AVAILABLE_AFTER_DAYS = 2;

interface Booking {
  type: "charge" | "payment" | "refund" | "payment_refund" | "refund_failure" | "adjustment";
  /** What the movement is for an accountant. https://docs.stripe.com/reports/reporting-categories */
  reportingCategory: "charge" | "refund" | "refund_failure" | "dispute" | "dispute_reversal";
  /** In minor units; negative when money leaves the account. */
  amount: number;
  fee: number;
  feeDescription?: string;
  currency: string;
  source: string;
  /** It need not wait for the day on which such money is available. */
  availableNow?: boolean;
  description: string | null;
}

/** Books money in or out of the account. Every currency is kept as it is, so nothing is exchanged. */
export function makeBalanceTransaction(work: UnitOfWork, booking: Booking): BalanceTransaction {
  const { amount, fee, currency } = booking;
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
    exchange_rate: null,
    fee,
    fee_details: fee
      ? [
          {
            amount: fee,
            application: null,
            currency,
            description: booking.feeDescription ?? "Stripe processing fees",
            type: "stripe_fee",
          },
        ]
      : [],
    net: amount - fee,
    reporting_category: booking.reportingCategory,
    source: booking.source,
    status: "pending",
    type: booking.type,
  };
  work.store.insert(transaction, null, transaction.created);
  return transaction;
}
