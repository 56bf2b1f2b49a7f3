import { badParam, missing, notCovered } from "../http/errors.ts";
import { type MetadataParam, mergeMetadata } from "../metadata.ts";
import { readEmail } from "../payment-intents/terms.ts";
import type { CheckoutSession, Customer, Stripe } from "../stripe-types.ts";
import type { Work } from "../world.ts";
import { readCustomFields } from "./custom-fields.ts";

type Params = Stripe.Checkout.SessionCreateParams;

/** A session lives from half an hour to a day. https://docs.stripe.com/api/checkout/sessions/create */
const SHORTEST_SECONDS = 30 * 60;
const LONGEST_SECONDS = 24 * 60 * 60;

/** Everything about a session but what is bought and what it costs. */
export function readSettings(work: Work, blank: CheckoutSession, params: Params): CheckoutSession {
  return {
    ...blank,
    ...readCustomer(work, params),
    ...readPage(blank, params),
    ...readQuestions(params),
    ...readSums(params),
    client_reference_id: readText(params.client_reference_id, 200, "client_reference_id"),
    integration_identifier: params.integration_identifier ?? null,
    expires_at: readExpiry(blank.created, params.expires_at),
    metadata: mergeMetadata({}, params.metadata as MetadataParam),
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
  } as Partial<CheckoutSession>;
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

function readPage(blank: CheckoutSession, params: Params): Partial<CheckoutSession> {
  const { success_url, cancel_url, return_url, ui_mode = "hosted_page" } = params;
  if (ui_mode !== "hosted_page") throw notCovered(`Checkout Sessions with 'ui_mode' = ${ui_mode}`);
  if (return_url !== undefined)
    throw badParam(
      "return_url",
      "`return_url` can only be used when `ui_mode` is not `hosted_page`. Use `success_url`.",
    );
  if (success_url === undefined)
    throw badParam("success_url", "Missing required param: success_url.", "parameter_missing");
  return {
    success_url: readUrl(success_url, "success_url"),
    cancel_url: cancel_url === undefined ? null : readUrl(cancel_url, "cancel_url"),
    locale: params.locale ?? null,
    submit_type: params.submit_type ?? null,
    custom_text: readCustomText(blank.custom_text, params.custom_text),
  };
}

/** Both may hold `{CHECKOUT_SESSION_ID}`. https://docs.stripe.com/payments/checkout/custom-success-page */
function readUrl(url: string, param: string): string {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
    throw badParam(param, "Not a valid URL", "url_invalid");
  return url;
}

function readCustomText(
  blank: CheckoutSession["custom_text"],
  given: Params["custom_text"] = {},
): CheckoutSession["custom_text"] {
  const text = { ...blank };
  for (const place of Object.keys(blank) as (keyof typeof blank)[]) {
    const wanted = given[place];
    if (!wanted) continue;
    readText(wanted.message, 1200, `custom_text[${place}][message]`);
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
  } as Partial<CheckoutSession>;
}

function readCustomer(work: Work, params: Params): Partial<CheckoutSession> {
  const { customer: id, customer_email, customer_creation, customer_update } = params;
  if (id === undefined) {
    if (customer_update)
      throw badParam("customer_update", "`customer_update` can only be used with `customer`.");
    const email = readEmail(customer_email, "customer_email");
    return {
      customer_creation: customer_creation ?? "if_required",
      customer_email: email,
      customer_details: email === null ? null : detailsWith(email),
    };
  }
  for (const name of ["customer_email", "customer_creation"] as const)
    if (params[name] !== undefined)
      throw badParam(
        name,
        `You may only specify one of these parameters: customer, ${name}.`,
        "parameters_exclusive",
      );
  const customer = work.store.find<Customer>("customer", id);
  if (!customer) throw missing("customer", id, "customer");
  return {
    customer: id,
    customer_details: detailsWith(customer.email),
    saved_payment_method_options: {
      allow_redisplay_filters: ["always"],
      payment_method_remove: "disabled",
      payment_method_save: null,
    },
  };
}

function detailsWith(email: string | null): NonNullable<CheckoutSession["customer_details"]> {
  return {
    address: null,
    business_name: null,
    email,
    individual_name: null,
    name: null,
    phone: null,
    tax_exempt: "none",
    tax_ids: null,
  };
}

function readText(text: string | null | undefined, longest: number, param: string): string | null {
  if (!text) return null;
  if (text.length > longest)
    throw badParam(
      param,
      `Invalid string: ${text.slice(0, 20)}…; must be at most ${longest} characters`,
      "parameter_invalid_string_too_long",
    );
  return text;
}
