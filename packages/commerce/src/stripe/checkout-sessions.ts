import { createHmac } from "node:crypto";
import type { CaptureMethod } from "@dualtrack/db";
import Stripe from "stripe";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import type { CheckoutItem } from "./checkout-items.ts";
import {
  checkoutIdKey,
  expandedFields,
  isMissing,
  openingRefusal,
  type PaymentParams,
  sessionNumberKey,
  shopIdKey,
} from "./payment-intents.ts";
import { shopIdOf } from "./shop-id.ts";

/** What is paid on Stripe's page, and where the customer comes from. */
export interface HostedPurchase {
  items: readonly CheckoutItem[];
  /** The customer's, which the page does not ask for then. */
  email: string | null;
  /** The path of the shop's page for a customer who does not pay after all. */
  cancelPath: string;
  /** When the goods are not reserved any more at the latest, as far as it is known now. */
  reservedUntil: Date;
}

interface OpenedSession {
  checkoutId: string;
  idempotencyKey: string;
  /** Minor units of `currency`. */
  amount: number;
  currency: string;
  captureMethod: CaptureMethod;
  params: PaymentParams;
  purchase: HostedPurchase;
  /** How many sessions the checkout has had before. */
  sessionNumber: number;
}

interface HostedSession {
  id: string;
  url: string;
  expiresAt: Date;
  /** The shop's own proof that a browser comes back from this session. */
  secret: string;
}

/**
 * How long a session lives at Stripe; it takes half an hour to a day. One minute is for clocks that differ.
 * @see https://docs.stripe.com/api/checkout/sessions/create
 */
const minuteMs = 60_000;
const shortestMs = 31 * minuteMs;
const longestMs = 24 * 60 * minuteMs - minuteMs;
/** An expiry is a multiple of this, so that a repeated request has the same one. */
const expiryStepMs = 15 * minuteMs;

/**
 * Creates a Checkout Session for exactly `amount`; another call with the same key answers the same session. One whose sum is another
 * at Stripe is expired, and nobody gets its address. PAYMENT_UNAVAILABLE when Stripe can't be reached or fails; the refusals of `refusalOfDetails`.
 * @see https://docs.stripe.com/api/checkout/sessions/create
 */
export async function createCheckoutSession(
  shop: Shop,
  { checkoutId, amount, currency, captureMethod, params, purchase, sessionNumber, ...opened }: OpenedSession,
): Promise<HostedSession> {
  const shopId = await shopIdOf(shop);
  const expiresAt = expiryOf(shop, purchase);
  const secret = returnSecret(shop, opened.idempotencyKey);
  const { publicUrl } = shop.settings;
  const filled = Object.entries(params.metadata).filter(([, text]) => text !== "");
  const metadata = {
    ...Object.fromEntries(filled),
    [checkoutIdKey]: checkoutId,
    [shopIdKey]: shopId,
    [sessionNumberKey]: String(sessionNumber),
  };
  const { shipping, description } = params;
  const session = await shop.stripe.checkout.sessions
    .create(
      {
        mode: "payment",
        client_reference_id: checkoutId,
        line_items: purchase.items.map((item) => lineItem(item, currency)),
        // The customer's browser decides about the page's language.
        locale: "auto",
        ...(purchase.email === null ? {} : { customer_email: purchase.email }),
        success_url: `${publicUrl}/payment/success?session_id={CHECKOUT_SESSION_ID}&session_secret=${secret}`,
        cancel_url: `${publicUrl}${purchase.cancelPath}`,
        expires_at: Math.floor(expiresAt.getTime() / 1000),
        metadata,
        payment_intent_data: {
          ...(description === undefined || description === "" ? {} : { description }),
          ...(shipping ? { shipping: { ...shipping, address: { line1: "", ...shipping.address } } } : {}),
          ...(captureMethod === "manual" ? { capture_method: captureMethod } : {}),
          // Stripe does not copy the session's.
          metadata,
        },
      },
      { idempotencyKey: `${opened.idempotencyKey}:${expiresAt.getTime()}` },
    )
    .catch((error: unknown) => {
      throw openingRefusal(shop, error, checkoutId);
    });
  if (session.amount_total !== amount || session.currency !== currency || session.url === null) {
    const { id: sessionId, amount_total: atStripe } = session;
    shop.log.error({ checkoutId, sessionId, amount, atStripe }, "Stripe's page asks for another sum");
    await expireCheckoutSession(shop, session.id);
    throw new DomainError("PAYMENT_UNAVAILABLE", {});
  }
  return { id: session.id, url: session.url, expiresAt, secret };
}

function lineItem(
  { name, description, unitAmount, quantity }: CheckoutItem,
  currency: string,
): Stripe.Checkout.SessionCreateParams.LineItem {
  const product = description === null ? { name } : { name, description };
  return { quantity, price_data: { currency, unit_amount: unitAmount, product_data: product } };
}

function expiryOf(shop: Shop, { reservedUntil }: HostedPurchase): Date {
  const now = shop.clock.now().getTime();
  const wanted = Math.max(reservedUntil.getTime(), now + shortestMs);
  return new Date(Math.min(Math.ceil(wanted / expiryStepMs) * expiryStepMs, floorTo(now + longestMs)));
}

function floorTo(ms: number): number {
  return Math.floor(ms / expiryStepMs) * expiryStepMs;
}

/** The same for a repeated request, and nobody who knows only the session's id can make it. */
function returnSecret(shop: Shop, idempotencyKey: string): string {
  return createHmac("sha256", shop.settings.linkSecret)
    .update(`session:${idempotencyKey}`)
    .digest("base64url");
}

/** A session as read from Stripe, its payment expanded. */
export interface ReadSession {
  status: Stripe.Checkout.Session["status"];
  /** Null: nobody has tried to pay. */
  intent: Stripe.PaymentIntent | null;
}

const expand = expandedFields.map((field) => `payment_intent.${field}`);

export async function retrieveCheckoutSession(shop: Shop, sessionId: string): Promise<ReadSession> {
  return readSession(await shop.stripe.checkout.sessions.retrieve(sessionId, { expand }));
}

/**
 * Expires a session so that it can't be paid any more, and answers it as it is at Stripe now: `expired`, or `complete`, as somebody was
 * faster. Null: Stripe does not have it (the keys belong to another account).
 * @see https://docs.stripe.com/api/checkout/sessions/expire
 */
export async function expireCheckoutSession(shop: Shop, sessionId: string): Promise<ReadSession | null> {
  try {
    return readSession(await shop.stripe.checkout.sessions.expire(sessionId, { expand }));
  } catch (error) {
    if (isMissing(error)) return null;
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    const session = await retrieveCheckoutSession(shop, sessionId);
    if (session.status === "open") throw error;
    return session;
  }
}

/** The id of the payment that is made with a session; null: nobody has tried to pay, or it was not opened by the shop. */
export async function findSessionOfPayment(shop: Shop, paymentIntentId: string): Promise<string | null> {
  const { data } = await shop.stripe.checkout.sessions.list({ payment_intent: paymentIntentId, limit: 1 });
  return data[0]?.id ?? null;
}

function readSession({ id, status, payment_intent }: Stripe.Checkout.Session): ReadSession {
  const intent = typeof payment_intent === "object" ? payment_intent : null;
  // The shop opens none for a total of 0: such an order is placed without Stripe.
  if (status === "complete" && intent === null)
    throw new Error(`Checkout Session ${id} was completed without a payment`);
  return { status, intent };
}
