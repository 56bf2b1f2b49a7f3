import type { SandboxContext, UnitOfWork } from "../../context/sandbox-context.ts";
import { type Includable, includable } from "../../http/expand.ts";
import { type PageParams, pageParams, paginate, paginateItems } from "../../http/paginate.ts";
import { route } from "../../http/route.ts";
import type { CheckoutSession, Stripe } from "../../stripe/stripe-types.ts";
import { breakdownOf } from "./breakdown.ts";
import { createSession } from "./create-session.ts";
import { expireSession } from "./expire-session.ts";
import { getSession, linePrivateOf, linesOf, privateOf } from "./get-session.ts";
import { updateSession } from "./update-session.ts";

function list(work: UnitOfWork, params: Stripe.Checkout.SessionListParams) {
  const { customer, customer_details, payment_intent, status } = params;
  return paginate(work, params, {
    type: "checkout.session",
    url: "/v1/checkout/sessions",
    where: { ...(customer ? { customer } : {}), ...(payment_intent ? { payment_intent } : {}) },
    equals: {
      ...(status ? { status } : {}),
      ...(customer_details ? { "customer_details.email": customer_details.email } : {}),
    },
  });
}

function listLines(context: SandboxContext, id: string, params: PageParams) {
  getSession(context, id);
  return paginateItems(
    linesOf(context, privateOf(context, id)),
    params,
    `/v1/checkout/sessions/${id}/line_items`,
  );
}

/** What sessions carry only when asked for by `expand`. */
export const includableInSessions: Record<string, Includable> = {
  "checkout.session.line_items": (context, session) => listLines(context, session.id, {}),
  "checkout.session.shipping_cost.taxes": includable<CheckoutSession>((context, session) =>
    session.shipping_cost ? privateOf(context, session.id).shippingTaxes : undefined,
  ),
  "checkout.session.total_details.breakdown": (context, session) => breakdownOf(context, session.id),
  "item.discounts": (context, line) => linePrivateOf(context, line.id).discounts,
  "item.taxes": (context, line) => linePrivateOf(context, line.id).taxes,
};

export const checkoutSessionRoutes = [
  route<Stripe.Checkout.SessionCreateParams>(
    "POST",
    "/v1/checkout/sessions",
    (work, { params }) => createSession(work, params),
    {
      covers: [
        "allow_promotion_codes",
        "allowed_payment_method_types",
        "automatic_tax",
        "billing_address_collection",
        "cancel_url",
        "client_reference_id",
        "consent_collection",
        "currency",
        "custom_fields",
        "custom_text",
        "customer",
        "customer_creation",
        "customer_email",
        "customer_update",
        "discounts",
        "excluded_payment_method_types",
        "expires_at",
        "integration_identifier",
        "line_items",
        "locale",
        "metadata",
        "mode",
        "payment_intent_data",
        "payment_method_options",
        "phone_number_collection",
        "redirect_on_completion",
        "return_url",
        "shipping_address_collection",
        "shipping_options",
        "submit_type",
        "success_url",
        "ui_mode",
      ],
    },
  ),
  route<Stripe.Checkout.SessionListParams>(
    "GET",
    "/v1/checkout/sessions",
    (work, { params }) => list(work, params),
    { covers: [...pageParams, "created", "customer", "customer_details", "payment_intent", "status"] },
  ),
  route("GET", "/v1/checkout/sessions/{id}", (work, { id }) => getSession(work, id), { covers: [] }),
  route<Stripe.Checkout.SessionUpdateParams>(
    "POST",
    "/v1/checkout/sessions/{id}",
    (work, { id, params }) => updateSession(work, id, params),
    { covers: ["collected_information", "metadata", "shipping_options"] },
  ),
  route("POST", "/v1/checkout/sessions/{id}/expire", (work, { id }) => expireSession(work, id), {
    covers: [],
  }),
  route<PageParams>(
    "GET",
    "/v1/checkout/sessions/{id}/line_items",
    (work, { id, params }) => listLines(work, id, params),
    { covers: [...pageParams] },
  ),
];
