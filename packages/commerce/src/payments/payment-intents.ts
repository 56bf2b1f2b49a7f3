import Stripe from "stripe";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";

/** Key of the PaymentIntent's metadata under which our checkout's id travels. */
export const checkoutIdKey = "checkout_id";

/** Key of a refund's metadata under which our refund's id travels. */
export const refundIdKey = "refund_id";

/**
 * Opens a payment for a checkout; asking again with the same checkout answers the same intent.
 * PAYMENT_UNAVAILABLE when Stripe can't be reached or fails.
 * @see https://docs.stripe.com/api/payment_intents/create
 */
export async function createPaymentIntent(
  shop: Shop,
  { checkoutId, amount, currency }: { checkoutId: string; amount: number; currency: string },
): Promise<{ id: string; clientSecret: string }> {
  try {
    const intent = await shop.stripe.paymentIntents.create(
      {
        amount,
        currency,
        automatic_payment_methods: { enabled: true },
        description: shop.settings.shopName,
        metadata: { [checkoutIdKey]: checkoutId },
      },
      { idempotencyKey: checkoutId },
    );
    if (intent.client_secret === null)
      throw new Error(`PaymentIntent ${intent.id} came without a client secret`);
    return { id: intent.id, clientSecret: intent.client_secret };
  } catch (error) {
    shop.log.error({ err: error, checkoutId }, "Stripe did not open a payment");
    throw new DomainError("PAYMENT_UNAVAILABLE", {});
  }
}

/**
 * Makes sure that an intent can't be paid any more. Answers the intent as Stripe has it now: `canceled`, or what
 * kept it from being cancelled (`succeeded`: it was just paid; `processing`: the bank is deciding).
 * @see https://docs.stripe.com/api/payment_intents/cancel
 */
export async function cancelPaymentIntent(
  shop: Shop,
  paymentIntentId: string,
): Promise<Stripe.PaymentIntent> {
  try {
    return await shop.stripe.paymentIntents.cancel(paymentIntentId, {
      cancellation_reason: "abandoned",
      expand: ["latest_charge"],
    });
  } catch (error) {
    const isRefusal = error instanceof Stripe.errors.StripeInvalidRequestError;
    if (!isRefusal || error.code !== "payment_intent_unexpected_state") throw error;
    return retrievePaymentIntent(shop, paymentIntentId);
  }
}

export function retrievePaymentIntent(shop: Shop, paymentIntentId: string): Promise<Stripe.PaymentIntent> {
  return shop.stripe.paymentIntents.retrieve(paymentIntentId, { expand: ["latest_charge"] });
}
