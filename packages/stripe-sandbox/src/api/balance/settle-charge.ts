import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { recordEvent } from "../../events/record-event.ts";
import type { Charge } from "../../stripe/stripe-types.ts";
import { instrumentOf } from "../payment-methods/make-payment-method.ts";
import { conversionFee, settle } from "./exchange.ts";
import { processingFee } from "./fees.ts";
import { makeBalanceTransaction } from "./make-balance-transaction.ts";

/**
 * With `capture_method: automatic_async` the charge's balance transaction comes after the payment, with
 * `charge.updated`. https://docs.stripe.com/payments/payment-intents/asynchronous-capture
 */
export function settleCharge(work: UnitOfWork, chargeId: string): void {
  const charge = work.store.find("charge", chargeId);
  if (!charge || charge.balance_transaction) return;
  const settled = bookCharge(work, charge);
  work.store.update(settled);
  recordEvent(work, "charge.updated", settled, charge);
}

/** The charge with its balance transaction; the caller stores it. */
export function bookCharge(work: UnitOfWork, charge: Charge): Charge {
  const details = charge.payment_method_details;
  const type = details?.type ?? "card";
  const country = details?.card?.country ?? null;
  const money = settle(charge.amount_captured, charge.currency);
  const transaction = makeBalanceTransaction(work, {
    type: type === "card" ? "charge" : "payment",
    reportingCategory: "charge",
    money,
    fee: processingFee(money.amount, money.currency, { type, country }),
    conversionFee: conversionFee(money),
    source: charge.id,
    description: charge.description,
    availableNow: instrumentOf(work, charge.payment_method).bypassesPending ?? false,
  });
  return { ...charge, balance_transaction: transaction.id };
}
