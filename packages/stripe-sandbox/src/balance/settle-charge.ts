import { recordEvent } from "../events/record-event.ts";
import { newId } from "../ids.ts";
import type { BalanceTransaction, Charge } from "../stripe-types.ts";
import type { Work } from "../world.ts";
import { processingFee } from "./fees.ts";

/** Card money is available two days later, as on a US account. */
const AVAILABLE_AFTER_SECONDS = 2 * 24 * 60 * 60;

interface Booking {
  type: "charge" | "refund" | "refund_failure";
  amount: number;
  fee: number;
  currency: string;
  source: string;
  description: string | null;
}

/** Books money in or out of the account. */
export function makeBalanceTransaction(work: Work, booking: Booking): BalanceTransaction {
  const { amount, fee, currency } = booking;
  const transaction: BalanceTransaction = {
    id: newId("txn"),
    object: "balance_transaction",
    amount,
    available_on: work.clock.seconds() + AVAILABLE_AFTER_SECONDS,
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
            description: "Stripe processing fees",
            type: "stripe_fee",
          },
        ]
      : [],
    net: amount - fee,
    reporting_category: booking.type,
    source: booking.source,
    status: "pending",
    type: booking.type,
  };
  work.store.insert(transaction, null, transaction.created);
  return transaction;
}

/**
 * With `capture_method: automatic_async` the charge's balance transaction comes after the payment, with
 * `charge.updated`. https://docs.stripe.com/payments/payment-intents/asynchronous-capture
 */
export function settleCharge(work: Work, chargeId: string): void {
  const charge = work.store.find<Charge>("charge", chargeId);
  if (!charge || charge.balance_transaction) return;
  const settled = bookCharge(work, charge);
  work.store.update(settled);
  recordEvent(work, "charge.updated", settled, charge);
}

/** The charge with its balance transaction; the caller stores it. */
export function bookCharge(work: Work, charge: Charge): Charge {
  const transaction = makeBalanceTransaction(work, {
    type: "charge",
    amount: charge.amount_captured,
    fee: processingFee(charge.amount_captured),
    currency: charge.currency,
    source: charge.id,
    description: charge.description,
  });
  return { ...charge, balance_transaction: transaction.id };
}
