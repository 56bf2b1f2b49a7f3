import { badParam, notCovered } from "../../stripe/errors.ts";
import { assertLength } from "../../stripe/limits.ts";
import { mergeMetadata } from "../../stripe/metadata.ts";
import { readEmail } from "../../stripe/read-email.ts";
import type { CheckoutSession, Stripe } from "../../stripe/stripe-types.ts";
import { readSuffix } from "../charges/statement-text.ts";
import { eligibleTypes } from "../intents/eligible-types.ts";
import { LONGEST_DESCRIPTION } from "../payment-intents/terms.ts";

type Params = Stripe.Checkout.SessionCreateParams;

/** What of `payment_intent_data` the payment intent will get. */
const covered = [
  "capture_method",
  "description",
  "metadata",
  "receipt_email",
  "setup_future_usage",
  "shipping",
  "statement_descriptor_suffix",
  "transfer_group",
];

/** With what the customer may pay. The payment intent is made when they do; its terms are only checked here. */
export function readPaymentTerms(currency: string, params: Params): Partial<CheckoutSession> {
  checkIntentData(params);
  const { allowed_payment_method_types: allowed, excluded_payment_method_types: excluded } = params;
  return {
    allowed_payment_method_types: allowed ?? null,
    payment_method_options: { card: { request_three_d_secure: readThreeDSecure(params) } },
    ...(excluded ? { excluded_payment_method_types: excluded } : {}),
    payment_method_types: eligibleTypes({
      allowed_payment_method_types: allowed ?? null,
      excluded_payment_method_types: excluded ?? null,
      currency,
      ...(params.payment_intent_data?.capture_method
        ? { capture_method: params.payment_intent_data.capture_method }
        : {}),
    }),
  };
}

/** Of the options of each way to pay, the one with an effect on the page: whether the bank asks. */
function readThreeDSecure({ payment_method_options: options = {} }: Params) {
  for (const [type, own] of Object.entries(options))
    for (const name of Object.keys(own))
      if (type !== "card" || name !== "request_three_d_secure")
        throw notCovered(`the parameter 'payment_method_options[${type}][${name}]'`);
  return options.card?.request_three_d_secure ?? "automatic";
}

function checkIntentData({ payment_intent_data: data = {}, shipping_address_collection }: Params): void {
  for (const name of Object.keys(data))
    if (!covered.includes(name)) throw notCovered(`the parameter 'payment_intent_data[${name}]'`);
  mergeMetadata({}, data.metadata);
  assertLength(data.description, LONGEST_DESCRIPTION, "payment_intent_data[description]");
  readSuffix(data.statement_descriptor_suffix ?? null, "payment_intent_data[statement_descriptor_suffix]");
  readEmail(data.receipt_email, "payment_intent_data[receipt_email]");
  if (data.shipping && shipping_address_collection)
    throw badParam(
      "payment_intent_data[shipping]",
      "You may only specify one of these parameters: payment_intent_data[shipping], shipping_address_collection.",
      "parameters_exclusive",
    );
}
