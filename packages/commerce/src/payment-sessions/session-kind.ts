import type { Shop } from "../shop.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import type { PaymentParams } from "../stripe/payment-intents.ts";

/** The terms of a session. */
interface SessionTerms {
  checkoutId: string;
  /** Repeated calls with the same key answer the same session. */
  idempotencyKey: string;
  /** Minor units of `currency`. */
  amount: number;
  currency: string;
  params: PaymentParams;
}

interface OpenedSession {
  stripeId: string;
  /** The session's payment; null if Stripe creates it when somebody pays. */
  paymentIntentId: string | null;
  /** For paying in the customer's browser; null if the kind has none. */
  clientSecret: string | null;
}

/** A kind of payment session: how it is opened, ended and read at Stripe. */
export interface SessionKind {
  /** PAYMENT_UNAVAILABLE when Stripe can't be reached or fails; the refusals of `refusalOfDetails`. */
  open(shop: Shop, terms: SessionTerms): Promise<OpenedSession>;
  /**
   * Ends the session so that it can't be paid any more. Answers its payment as it is at Stripe now: `canceled`, or the status
   * that prevents the end (`succeeded`: just paid; `processing`: the bank decides). Null: there is no payment, and there
   * can be none.
   */
  end(shop: Shop, stripeId: string): Promise<PaymentFacts | null>;
  /** The session's payment as it is at Stripe now; null if nobody has tried to pay. */
  ask(shop: Shop, stripeId: string): Promise<PaymentFacts | null>;
}
