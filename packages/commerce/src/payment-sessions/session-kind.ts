import type { CaptureMethod } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import type { HostedPurchase } from "../stripe/checkout-sessions.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import type { PaymentParams } from "../stripe/payment-intents.ts";

/** The terms of a session. */
export interface SessionTerms {
  checkoutId: string;
  /** Repeated calls with the same key answer the same session. */
  idempotencyKey: string;
  /** Minor units of `currency`. */
  amount: number;
  currency: string;
  captureMethod: CaptureMethod;
  params: PaymentParams;
  /** For a page of Stripe's. */
  purchase: HostedPurchase;
  /** The number of the checkout's ended sessions. */
  endedBefore: number;
}

interface OpenedSession {
  stripeId: string;
  /** The session's payment; null if Stripe creates it when somebody pays. */
  paymentIntentId: string | null;
  /** Proves that a browser started this payment. */
  clientSecret: string;
  /** Stripe's page; null: it is paid on the shop's own. */
  pageUrl: string | null;
  /** When Stripe ends it by itself; null: never. */
  expiresAt: Date | null;
}

/** A session as it is at Stripe now. */
interface AskedSession {
  /** Its payment; null if nobody has tried to pay. */
  facts: PaymentFacts | null;
  /** Whether it can't be paid any more, though its payment does not say so. */
  isOver: boolean;
}

/** A kind of payment session: how it is opened, ended and read at Stripe. */
export interface SessionKind {
  /** PAYMENT_UNAVAILABLE when Stripe can't be reached or fails; the refusals of `refusalOfDetails`. */
  open(shop: Shop, terms: SessionTerms): Promise<OpenedSession>;
  /**
   * Ends the session so that it can't be paid any more. Answers its payment as it is at Stripe now: `canceled`, or the status
   * that prevents the end (`succeeded`: just paid; `requires_capture`: just authorized; `processing`: the bank decides). Null:
   * there is no payment, and there can be none.
   */
  end(shop: Shop, session: { stripeId: string; captureMethod: CaptureMethod }): Promise<PaymentFacts | null>;
  ask(shop: Shop, stripeId: string): Promise<AskedSession>;
}
