import type { CaptureMethod } from "@dualtrack/db";
import Stripe from "stripe";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { refusalOfDetails } from "./refusal-of-details.ts";
import { shopIdOf } from "./shop-id.ts";
import { isTurnedAway } from "./stripe-budget.ts";
import { isUnavailable, stripeProblemText } from "./stripe-outage.ts";

/** Key of our checkout's id in the PaymentIntent's metadata. */
export const checkoutIdKey = "dualtrack_checkout";

/** Key of the shop's id, as several shops may use one Stripe account. */
export const shopIdKey = "dualtrack_shop";

/** Key of the number of sessions that the checkout had before; only a payment on Stripe's page has it. */
export const sessionNumberKey = "dualtrack_session";

/** What stands on a payment beside its sum: what is ordered, by whom, and where it goes. "" unsets a key of the metadata. */
export type PaymentParams = Pick<Stripe.PaymentIntentUpdateParams, "description" | "shipping"> & {
  metadata: Record<string, string>;
};

interface OpenedPayment {
  checkoutId: string;
  idempotencyKey: string;
  /** Minor units of `currency`. */
  amount: number;
  currency: string;
  captureMethod: CaptureMethod;
  params: PaymentParams;
}

/**
 * Creates a PaymentIntent for a checkout; another call with the same key answers the same intent.
 * PAYMENT_UNAVAILABLE when Stripe can't be reached or fails; the refusals of `refusalOfDetails`.
 * @see https://docs.stripe.com/api/payment_intents/create
 */
export async function createPaymentIntent(
  shop: Shop,
  { checkoutId, idempotencyKey, amount, currency, captureMethod, params }: OpenedPayment,
): Promise<{ id: string; clientSecret: string }> {
  const shopId = await shopIdOf(shop);
  const { shipping, description } = params;
  const metadata = Object.fromEntries(Object.entries(params.metadata).filter(([, text]) => text !== ""));
  try {
    const intent = await shop.stripe.paymentIntents.create(
      {
        amount,
        currency,
        automatic_payment_methods: { enabled: true },
        // Stripe offers only methods that can be authorized then.
        ...(captureMethod === "manual" ? { capture_method: captureMethod } : {}),
        ...(description === undefined ? {} : { description }),
        ...(shipping ? { shipping } : {}),
        metadata: { ...metadata, [checkoutIdKey]: checkoutId, [shopIdKey]: shopId },
      },
      { idempotencyKey },
    );
    if (intent.client_secret === null)
      throw new Error(`PaymentIntent ${intent.id} came without a client secret`);
    return { id: intent.id, clientSecret: intent.client_secret };
  } catch (error) {
    throw openingRefusal(shop, error, checkoutId);
  }
}

/** Logs why Stripe did not open a payment, and answers what the caller throws. */
export function openingRefusal(shop: Shop, error: unknown, checkoutId: string): unknown {
  const isContended = error instanceof Stripe.errors.StripeError && error.statusCode === 409;
  // Another request is opening the same payment, or others pay first: the caller waits, and nothing is wrong.
  if (!isContended && !isTurnedAway())
    shop.log.error(
      { err: error, checkoutId, problem: stripeProblemText(error) },
      "Stripe did not open a payment",
    );
  if (isUnavailable(error)) return new PaymentNotOpened(isContended);
  return refusalOfDetails(error) ?? error;
}

/** Stripe did not create a PaymentIntent, as it can't be reached or is busy. The customer gets PAYMENT_UNAVAILABLE. */
export class PaymentNotOpened extends DomainError<"PAYMENT_UNAVAILABLE"> {
  /** Whether another call with the same idempotency key is in progress, which may succeed. */
  readonly isContended: boolean;

  constructor(isContended: boolean) {
    super("PAYMENT_UNAVAILABLE", {});
    this.isContended = isContended;
  }
}

/**
 * Cancels an intent so that it can't be paid any more. Answers the intent as it is at Stripe now: `canceled`, or the status
 * that prevents it (`succeeded`: it was just paid; `processing`: the bank decides). Null: Stripe does not have it (the keys
 * belong to another account), so it can't be paid with this shop.
 * @see https://docs.stripe.com/api/payment_intents/cancel
 */
export async function cancelPaymentIntent(
  shop: Shop,
  paymentIntentId: string,
): Promise<Stripe.PaymentIntent | null> {
  try {
    return await shop.stripe.paymentIntents.cancel(paymentIntentId, {
      cancellation_reason: "abandoned",
      expand: expandedFields,
    });
  } catch (error) {
    if (isMissing(error)) return null;
    const isRefusal = error instanceof Stripe.errors.StripeInvalidRequestError;
    if (!isRefusal || error.code !== "payment_intent_unexpected_state") throw error;
    return retrievePaymentIntent(shop, paymentIntentId);
  }
}

/**
 * Captures this much of the money that is authorized for an intent, in minor units; Stripe releases the rest. Stripe refuses it when
 * nothing is authorized.
 * @see https://docs.stripe.com/api/payment_intents/capture
 */
export async function capturePaymentIntent(
  shop: Shop,
  { paymentIntentId, amount }: { paymentIntentId: string; amount: number },
): Promise<void> {
  await shop.stripe.paymentIntents.capture(paymentIntentId, { amount_to_capture: amount });
}

/** Whether Stripe does not have the object. */
export function isMissing(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing";
}

/** Objects that `factsOf` reads from an intent. */
export const expandedFields = ["latest_charge.balance_transaction", "review"];

export function retrievePaymentIntent(shop: Shop, paymentIntentId: string): Promise<Stripe.PaymentIntent> {
  return shop.stripe.paymentIntents.retrieve(paymentIntentId, { expand: expandedFields });
}
