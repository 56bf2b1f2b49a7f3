import type { Shop } from "../shop.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";

/** What a session is opened for. */
interface SessionTerms {
  checkoutId: string;
  /** The same key answers the same session, however often it is sent. */
  idempotencyKey: string;
  /** Minor units of `currency`. */
  amount: number;
  currency: string;
}

interface OpenedSession {
  stripeId: string;
  /** The payment that is made with it; null: Stripe makes it when somebody pays. */
  paymentIntentId: string | null;
  /** With it the customer's browser pays; null: the kind has none. */
  clientSecret: string | null;
}

/** A kind of way to pay: how it is opened, ended and asked about at Stripe. */
export interface SessionKind {
  /** PAYMENT_UNAVAILABLE when Stripe can't be reached or fails; what Stripe says no to, as in `refusalOfDetails`. */
  open(shop: Shop, terms: SessionTerms): Promise<OpenedSession>;
  /**
   * Makes sure that nobody can pay with it any more. Answers the payment that was made with it, as Stripe has it now:
   * `canceled`, or what kept it from being ended (`succeeded`: it was just paid; `processing`: the bank decides). Null:
   * there is no payment, and there can be none.
   */
  end(shop: Shop, stripeId: string): Promise<PaymentFacts | null>;
  /** The payment that was made with it, as Stripe has it now; null: nobody has tried to pay. */
  ask(shop: Shop, stripeId: string): Promise<PaymentFacts | null>;
}
