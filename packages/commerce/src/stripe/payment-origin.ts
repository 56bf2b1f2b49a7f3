import type Stripe from "stripe";
import { type ReadDescription, readPaymentDescription } from "./payment-description.ts";
import { shopIdKey } from "./payment-intents.ts";

/** The origin of a payment according to its PaymentIntent. */
export interface PaymentOrigin {
  /** The shop that created it; null: it was created by an older version without shop ids. */
  shopId: string | null;
  /** The order's data at Stripe. */
  description: ReadDescription | null;
  /** The description in Stripe's dashboard, e.g. `Dualtrack DT-1042`. */
  title: string | null;
  clientSecret: string | null;
  openedAt: Date;
  /** When the last charge was created; null: never. */
  chargedAt: Date | null;
  /** When the money was received, for a debit days later; null: it was not, or the balance transaction was not requested. */
  receivedAt: Date | null;
}

export function originOf(intent: Stripe.PaymentIntent, charge: Stripe.Charge | null): PaymentOrigin {
  const received = typeof charge?.balance_transaction === "object" ? charge.balance_transaction : null;
  return {
    shopId: intent.metadata[shopIdKey] ?? null,
    description: readPaymentDescription(intent),
    title: intent.description,
    clientSecret: intent.client_secret,
    openedAt: new Date(intent.created * 1000),
    chargedAt: charge === null ? null : new Date(charge.created * 1000),
    receivedAt: received === null ? null : new Date(received.created * 1000),
  };
}
