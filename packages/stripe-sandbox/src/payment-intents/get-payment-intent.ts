import { badParam, missing, refusal, StripeError } from "../http/errors.ts";
import type { KeyKind } from "../http/route.ts";
import type { JsonObject, PaymentIntent } from "../stripe-types.ts";
import type { World } from "../world.ts";

/** What the object does not show: how the last confirmation wants its next action. */
export interface IntentPrivate {
  /** Where the customer goes after a redirect to the challenge. */
  returnUrl?: string;
  /** With manual confirmation: the customer has passed 3-D Secure, so the next confirmation does not ask again. */
  authenticated?: boolean;
}

export function getPaymentIntent(world: World, id: string): PaymentIntent {
  const found = world.store.find<PaymentIntent>("payment_intent", id);
  if (!found) throw missing("payment_intent", id);
  return found;
}

/**
 * Lets a publishable key at a payment intent only together with its client secret.
 * https://docs.stripe.com/api/payment_intents/object#payment_intent_object-client_secret
 */
export function assertMayUse(key: KeyKind, intent: PaymentIntent, clientSecret: string | undefined): void {
  if (clientSecret === undefined) {
    if (key === "secret") return;
    throw badParam("client_secret", "Missing required param: client_secret.", "parameter_missing");
  }
  if (clientSecret !== intent.client_secret)
    throw refusal(
      "The client_secret provided does not match any associated PaymentIntent on this account. Ensure the publishable key used belongs to the same account that created the PaymentIntent.",
      { code: "resource_missing", param: "client_secret" },
    );
}

/** The fields that a browser may see. Metadata, customer, charges and the like are for the secret key. */
const publicFields = [
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
] as const;

export type PublicPaymentIntent = { object: string } & JsonObject;

/** A payment intent as a publishable key sees it. */
export function publicView(intent: PaymentIntent): PublicPaymentIntent {
  const all = intent as unknown as JsonObject;
  const seen: JsonObject = {};
  for (const field of publicFields) if (all[field] !== undefined) seen[field] = all[field];
  return seen as PublicPaymentIntent;
}

/** Shows an intent to whoever asks with this key. */
export function viewFor(key: KeyKind, intent: PaymentIntent): { object: string } {
  return key === "secret" ? intent : publicView(intent);
}

/** The payment intent inside an error is shown to a browser as sparingly as outside. */
export function errorFor(key: KeyKind, error: unknown): unknown {
  if (key === "publishable" && error instanceof StripeError && error.body.payment_intent)
    error.body.payment_intent = publicView(error.body.payment_intent as PaymentIntent);
  return error;
}
