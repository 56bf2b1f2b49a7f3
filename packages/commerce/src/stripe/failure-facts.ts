import { isBankDebit } from "@dualtrack/contract";
import type Stripe from "stripe";
import { type PaymentMethodFacts, paymentMethodFactsOf } from "./payment-method-facts.ts";

/** A failed attempt to pay, as Stripe reports it. */
export interface FailureFacts {
  /** The charge's id; without a charge (failed authentication) the ids of payment and payment method. */
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
 * The last failed attempt of a payment; null if there is none. `at`: when Stripe reported it.
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

/** The failure of a charge. Most methods fail at once, so `charge.created` is its time; a debit fails days later, at `at`. */
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
