import type { KeyKind } from "../../access/caller.ts";
import { asJson } from "../../stripe/as-json.ts";
import { badParam, refusal, StripeError } from "../../stripe/errors.ts";
import type { JsonObject, PaymentIntent, SetupIntent, Stripe } from "../../stripe/stripe-types.ts";

/** What a customer confirms: to pay, or to have a payment method saved. */
export type Intent = PaymentIntent | SetupIntent;

/** What an intent does not show: how the last confirmation wants its next action. */
export interface IntentPrivate {
  /** Where the customer goes after a redirect to the challenge. */
  returnUrl?: string;
  /** With manual confirmation: the customer has passed 3-D Secure, so the next confirmation does not ask again. */
  authenticated?: boolean;
  /** The permission that a setup intent will have when the customer has passed 3-D Secure. */
  mandate?: string;
  /** What is paid for; shown in lists of its own. */
  lineItems?: Stripe.PaymentIntentAmountDetailsLineItem[];
  /** The shipping details were last set by a browser, so browsers may change them. */
  shippingByBrowser?: boolean;
}

/** As Stripe's messages call it. */
export const nounOf = ({ object }: Pick<Intent, "object">): "PaymentIntent" | "SetupIntent" =>
  object === "payment_intent" ? "PaymentIntent" : "SetupIntent";

/**
 * Lets a publishable key at an intent only together with its client secret.
 * https://docs.stripe.com/api/payment_intents/object#payment_intent_object-client_secret
 */
export function assertMayUse(key: KeyKind, intent: Intent, clientSecret: string | undefined): void {
  if (clientSecret === undefined) {
    if (key === "secret") return;
    throw badParam("client_secret", "Missing required param: client_secret.", "parameter_missing");
  }
  const noun = nounOf(intent);
  if (clientSecret !== intent.client_secret)
    throw refusal(
      `The client_secret provided does not match any associated ${noun} on this account. Ensure the publishable key used belongs to the same account that created the ${noun}.`,
      { code: "resource_missing", param: "client_secret" },
    );
}

/** The fields that a browser may see. Metadata, customer, charges and the like are for the secret key. */
const publicFields = {
  payment_intent: [
    "id",
    "object",
    "amount",
    "amount_details",
    "automatic_payment_methods",
    "canceled_at",
    "cancellation_reason",
    "capture_method",
    "client_secret",
    "confirmation_method",
    "created",
    "currency",
    "description",
    "last_payment_error",
    "livemode",
    "next_action",
    "payment_method",
    "payment_method_configuration_details",
    "payment_method_types",
    "processing",
    "receipt_email",
    "setup_future_usage",
    "shipping",
    "source",
    "status",
  ],
  setup_intent: [
    "id",
    "object",
    "automatic_payment_methods",
    "cancellation_reason",
    "client_secret",
    "created",
    "description",
    "last_setup_error",
    "livemode",
    "next_action",
    "payment_method",
    "payment_method_configuration_details",
    "payment_method_types",
    "status",
    "usage",
  ],
} as const;

/** An intent as a publishable key sees it. */
export function publicView(intent: Intent): { object: string } & JsonObject {
  const all = asJson(intent);
  const seen = publicFields[intent.object].filter((field) => all[field] !== undefined);
  return { ...Object.fromEntries(seen.map((field) => [field, all[field]])), object: intent.object };
}

/** Shows an intent to whoever asks with this key. */
export function viewFor(key: KeyKind, intent: Intent): { object: string } {
  return key === "secret" ? intent : publicView(intent);
}

/** The intent inside an error is shown to a browser as sparingly as outside. */
export function errorFor(key: KeyKind, error: unknown): unknown {
  if (key !== "publishable" || !(error instanceof StripeError)) return error;
  const { body } = error;
  if (body.payment_intent) body.payment_intent = publicView(body.payment_intent as PaymentIntent);
  if (body.setup_intent) body.setup_intent = publicView(body.setup_intent as SetupIntent);
  return error;
}
