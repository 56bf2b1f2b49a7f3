import type Stripe from "stripe";
import { type ReadDescription, readPaymentDescription } from "./payment-description.ts";
import { shopIdKey } from "./payment-intents.ts";

/** Where a payment comes from, as far as it says so itself. */
export interface PaymentOrigin {
  /** The shop that opened it; null: it is from before shops wrote their id. */
  shopId: string | null;
  /** What stands at Stripe about its order. */
  description: ReadDescription | null;
  /** What Stripe shows of it, e.g. `Dualtrack DT-1042`. */
  title: string | null;
  clientSecret: string | null;
  openedAt: Date;
  /** When the bank was last asked for the money; null: never. */
  chargedAt: Date | null;
  /** When the money was the shop's, which with a debit is days later; null: it is not, or Stripe was not asked. */
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
