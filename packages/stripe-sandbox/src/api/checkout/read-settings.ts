import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { badParam, notCovered } from "../../stripe/errors.ts";
import { assertLength } from "../../stripe/limits.ts";
import { mergeMetadata } from "../../stripe/metadata.ts";
import type { CheckoutSession, Stripe } from "../../stripe/stripe-types.ts";
import { readCustomFields } from "./custom-fields.ts";
import { readCustomer } from "./read-customer.ts";
import { readPage } from "./read-page.ts";

type Params = Stripe.Checkout.SessionCreateParams;

/** A session lives from half an hour to a day. https://docs.stripe.com/api/checkout/sessions/create */
const SHORTEST_SECONDS = 30 * 60;
const LONGEST_SECONDS = 24 * 60 * 60;

/** Everything about a session but what is bought and what it costs. */
export function readSettings(work: UnitOfWork, blank: CheckoutSession, params: Params): CheckoutSession {
  assertLength(params.client_reference_id, 200, "client_reference_id");
  return {
    ...blank,
    ...readCustomer(work, params),
    ...readPage(blank, params),
    locale: params.locale ?? null,
    submit_type: params.submit_type ?? null,
    custom_text: readCustomText(blank.custom_text, params.custom_text),
    ...readQuestions(params),
    ...readSums(params),
    client_reference_id: params.client_reference_id ?? null,
    integration_identifier: params.integration_identifier ?? null,
    expires_at: readExpiry(blank.created, params.expires_at),
    metadata: mergeMetadata({}, params.metadata),
  };
}

/** What may make the sum smaller or larger while the customer is on the page. */
function readSums(params: Params): Partial<CheckoutSession> {
  const { allow_promotion_codes, automatic_tax, discounts } = params;
  if (allow_promotion_codes !== undefined && discounts !== undefined)
    throw badParam(
      "allow_promotion_codes",
      "You may only specify one of these parameters: allow_promotion_codes, discounts.",
    );
  if (automatic_tax?.liability && automatic_tax.liability.type !== "self")
    throw notCovered("the parameter 'automatic_tax[liability]' for other accounts");
  return {
    allow_promotion_codes: allow_promotion_codes ?? null,
    ...(automatic_tax?.enabled
      ? { automatic_tax: { enabled: true, liability: { type: "self" }, provider: "stripe", status: null } }
      : {}),
  };
}

function readExpiry(created: number, expiresAt = created + LONGEST_SECONDS): number {
  if (expiresAt < created + SHORTEST_SECONDS)
    throw badParam(
      "expires_at",
      "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.",
    );
  if (expiresAt > created + LONGEST_SECONDS)
    throw badParam(
      "expires_at",
      "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
    );
  return expiresAt;
}

function readCustomText(
  blank: CheckoutSession["custom_text"],
  given: Params["custom_text"] = {},
): CheckoutSession["custom_text"] {
  const text = { ...blank };
  for (const place of Object.keys(blank) as (keyof typeof blank)[]) {
    const wanted = given[place];
    if (!wanted) continue;
    assertLength(wanted.message, 1200, `custom_text[${place}][message]`);
    text[place] = { message: wanted.message };
  }
  return text;
}

/** What the customer is asked on the page. */
function readQuestions(params: Params): Partial<CheckoutSession> {
  const { consent_collection: consent } = params;
  if (consent?.promotions === "auto") throw notCovered("the parameter 'consent_collection[promotions]'");
  if (consent?.payment_method_reuse_agreement)
    throw notCovered("the parameter 'consent_collection[payment_method_reuse_agreement]'");
  return {
    billing_address_collection: params.billing_address_collection ?? null,
    phone_number_collection: { enabled: params.phone_number_collection?.enabled ?? false },
    shipping_address_collection: params.shipping_address_collection ?? null,
    custom_fields: readCustomFields(params.custom_fields ?? []),
    consent_collection: consent
      ? {
          payment_method_reuse_agreement: null,
          promotions: consent.promotions ?? null,
          terms_of_service: consent.terms_of_service ?? null,
        }
      : null,
  };
}
