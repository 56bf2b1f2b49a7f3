import type Stripe from "stripe";

/** One refused try to pay, as Stripe told it. */
export interface FailureFacts {
  /** The charge; where none was made (a failed authentication), the payment and its payment method. */
  id: string;
  amount: number;
  currency: string;
  code: string;
  declineCode: string | null;
  methodType: string | null;
  cardBrand: string | null;
  methodLast4: string | null;
  cardCountry: string | null;
  fingerprint: string | null;
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
  const { card, sepa_debit: debit } = method ?? {};
  return {
    id: error.charge ?? `${intent.id}:${method?.id ?? error.code ?? "unknown"}`,
    amount: intent.amount,
    currency: intent.currency,
    code: error.code ?? "unknown",
    declineCode: error.decline_code ?? null,
    methodType: method?.type ?? null,
    cardBrand: card?.brand ?? null,
    methodLast4: card?.last4 ?? debit?.last4 ?? null,
    cardCountry: card?.country ?? debit?.country ?? null,
    fingerprint: card?.fingerprint ?? debit?.fingerprint ?? null,
    email: method?.billing_details.email ?? null,
    name: method?.billing_details.name ?? null,
    failedAt: at,
  };
}

/** A failed charge. A card is refused at once; a debit days after its charge was made, so `at` counts then. */
export function failureOfCharge(charge: Stripe.Charge, at: Date): FailureFacts {
  const details = charge.payment_method_details;
  const { card, sepa_debit: debit } = details ?? {};
  return {
    id: charge.id,
    amount: charge.amount,
    currency: charge.currency,
    code: charge.failure_code ?? "unknown",
    declineCode: charge.outcome?.reason ?? null,
    methodType: details?.type ?? null,
    cardBrand: card?.brand ?? null,
    methodLast4: card?.last4 ?? debit?.last4 ?? null,
    cardCountry: card?.country ?? debit?.country ?? null,
    fingerprint: card?.fingerprint ?? debit?.fingerprint ?? null,
    email: charge.billing_details.email,
    name: charge.billing_details.name,
    failedAt: card ? new Date(charge.created * 1000) : at,
  };
}
