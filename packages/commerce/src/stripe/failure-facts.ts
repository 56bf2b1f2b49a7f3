import { isBankDebit } from "@dualtrack/contract";
import type Stripe from "stripe";
import { type PaymentMethodFacts, paymentMethodFactsOf } from "./payment-method-facts.ts";

/** One refused try to pay, as Stripe told it. */
export interface FailureFacts {
  /** The charge; where none was made (a failed authentication), the payment and its payment method. */
  id: string;
  amount: number;
  currency: string;
  code: string;
  declineCode: string | null;
  method: PaymentMethodFacts | null;
  email: string | null;
  name: string | null;
  failedAt: Date;
}

/**
 * The last try that a payment says was refused; null: it says of none. `at`: when Stripe said so.
 * @see https://docs.stripe.com/api/payment_intents/object#payment_intent_object-last_payment_error
 */
export function lastFailureOf(intent: Stripe.PaymentIntent, at: Date): FailureFacts | null {
  const error = intent.last_payment_error;
  if (error === null) return null;
  const method = error.payment_method;
  return {
    id: error.charge ?? `${intent.id}:${method?.id ?? error.code ?? "unknown"}`,
    amount: intent.amount,
    currency: intent.currency,
    code: error.code ?? "unknown",
    declineCode: error.decline_code ?? null,
    method: method ? paymentMethodFactsOf(method) : null,
    email: method?.billing_details.email ?? null,
    name: method?.billing_details.name ?? null,
    failedAt: at,
  };
}

/** A failed charge. Most methods are refused at once; a debit days after its charge was made, so `at` counts then. */
export function failureOfCharge(charge: Stripe.Charge, at: Date): FailureFacts {
  const details = charge.payment_method_details;
  return {
    id: charge.id,
    amount: charge.amount,
    currency: charge.currency,
    code: charge.failure_code ?? "unknown",
    declineCode: charge.outcome?.reason ?? null,
    method: details ? paymentMethodFactsOf(details) : null,
    email: charge.billing_details.email,
    name: charge.billing_details.name,
    failedAt: isBankDebit(details?.type ?? null) ? at : new Date(charge.created * 1000),
  };
}
