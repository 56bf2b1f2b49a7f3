import type { SandboxContext } from "../../context/sandbox-context.ts";
import type { Includable } from "../../http/expand.ts";
import { pageParams, paginate, paginateItems } from "../../http/paginate.ts";
import { route } from "../../http/route.ts";
import { type SearchParams, searchObjects, searchParams } from "../../search/search-objects.ts";
import type { Stripe } from "../../stripe/stripe-types.ts";
import { confirmWithToken } from "../confirmation-tokens/redeem-confirmation-token.ts";
import { assertMayUse, errorFor, type IntentPrivate, viewFor } from "../intents/intent.ts";
import { assertNotOfSession } from "./assert-not-of-session.ts";
import { cancelPaymentIntent } from "./cancel-payment-intent.ts";
import { capturePaymentIntent } from "./capture-payment-intent.ts";
import { type ConfirmParams, confirmIntent } from "./confirm-payment-intent.ts";
import { createPaymentIntent } from "./create-payment-intent.ts";
import { getPaymentIntent } from "./get-payment-intent.ts";
import { updatePaymentIntent } from "./update-payment-intent.ts";

const terms = [
  "amount_details",
  "payment_details",
  "allowed_payment_method_types",
  "capture_method",
  "excluded_payment_method_types",
  "payment_method",
  "payment_method_data",
  "payment_method_options",
  "receipt_email",
  "setup_future_usage",
  "shipping",
];
const ownTerms = [
  ...terms,
  "amount",
  "currency",
  "customer",
  "description",
  "metadata",
  "statement_descriptor",
  "statement_descriptor_suffix",
  "transfer_group",
];
const confirmation = [
  "return_url",
  "off_session",
  "error_on_requires_action",
  "use_stripe_sdk",
  "mandate",
  "mandate_data",
  "confirmation_token",
];

type LineList = Stripe.PaymentIntentListAmountDetailsLineItemsParams;

/** The line items in the order they were given. */
function linesOf(context: SandboxContext, id: string, params: LineList) {
  const { lineItems = [] } = context.store.findPrivate<IntentPrivate>(id) ?? {};
  return paginateItems(lineItems, params, `/v1/payment_intents/${id}/amount_details_line_items`);
}

/** Lists inside payment intents that appear only when expanded. */
export const includableInPaymentIntents: Record<string, Includable> = {
  "payment_intent.amount_details.line_items": (context, { id }) => linesOf(context, id, {}),
};

type WithSecret = { client_secret?: string };

export const paymentIntentRoutes = [
  route<Stripe.PaymentIntentCreateParams>(
    "POST",
    "/v1/payment_intents",
    (work, { params }) =>
      confirmWithToken(work, { confirm: false, ...params }, (known) => createPaymentIntent(work, known)),
    { covers: [...ownTerms, ...confirmation, "automatic_payment_methods", "confirm", "confirmation_method"] },
  ),
  route<Stripe.PaymentIntentListParams>(
    "GET",
    "/v1/payment_intents",
    (work, { params }) =>
      paginate(work, params, {
        type: "payment_intent",
        url: "/v1/payment_intents",
        ...(params.customer ? { where: { customer: params.customer } } : {}),
      }),
    { covers: [...pageParams, "created", "customer"] },
  ),
  route<SearchParams>(
    "GET",
    "/v1/payment_intents/search",
    (work, { params }) =>
      searchObjects(work, params, {
        type: "payment_intent",
        url: "/v1/payment_intents/search",
        fields: {
          amount: "numeric",
          created: "numeric",
          currency: "token",
          customer: "token",
          status: "token",
        },
      }),
    { covers: searchParams },
  ),
  route<WithSecret>(
    "GET",
    "/v1/payment_intents/{id}",
    (work, { id, key, params }) => {
      const intent = getPaymentIntent(work, id);
      assertMayUse(key, intent, params.client_secret);
      return viewFor(key, intent);
    },
    { covers: ["client_secret"], publishable: ["client_secret"] },
  ),
  route<Stripe.PaymentIntentUpdateParams>(
    "POST",
    "/v1/payment_intents/{id}",
    (work, { id, params }) => updatePaymentIntent(work, id, params),
    { covers: ownTerms },
  ),
  route<ConfirmParams & WithSecret>(
    "POST",
    "/v1/payment_intents/{id}/confirm",
    (work, { id, key, params }) => {
      const intent = getPaymentIntent(work, id);
      assertMayUse(key, intent, params.client_secret);
      assertNotOfSession(work, intent, "confirm");
      try {
        const confirm = (known: ConfirmParams) =>
          confirmIntent(work, intent, { ...known, byServer: key === "secret" });
        return viewFor(key, confirmWithToken(work, params, confirm));
      } catch (error) {
        throw errorFor(key, error);
      }
    },
    // Stripe.js sends `mandate_data` of its own form: confirming in a browser is consent.
    {
      covers: [...terms, ...confirmation, "amount_to_confirm"],
      publishable: ["client_secret", "mandate_data"],
    },
  ),
  route<Stripe.PaymentIntentCancelParams>(
    "POST",
    "/v1/payment_intents/{id}/cancel",
    (work, { id, params }) => {
      assertNotOfSession(work, getPaymentIntent(work, id), "cancel");
      return cancelPaymentIntent(work, id, params);
    },
    { covers: ["cancellation_reason"] },
  ),
  route<Stripe.PaymentIntentCaptureParams>(
    "POST",
    "/v1/payment_intents/{id}/capture",
    (work, { id, params }) => capturePaymentIntent(work, id, params),
    {
      covers: [
        "amount_to_capture",
        "final_capture",
        "metadata",
        "statement_descriptor",
        "statement_descriptor_suffix",
      ],
    },
  ),
  route<LineList>(
    "GET",
    "/v1/payment_intents/{id}/amount_details_line_items",
    (work, { id, params }) => linesOf(work, getPaymentIntent(work, id).id, params),
    { covers: pageParams },
  ),
];
