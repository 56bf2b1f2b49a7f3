import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { recordEvent } from "../../events/record-event.ts";
import { pageParams, paginate } from "../../http/paginate.ts";
import { route } from "../../http/route.ts";
import type { SetupIntent, Stripe } from "../../stripe/stripe-types.ts";
import { confirmWithToken } from "../confirmation-tokens/redeem-confirmation-token.ts";
import { assertMayUse, errorFor, viewFor } from "../intents/intent.ts";
import { type ConfirmParams, confirmSetupIntent } from "./confirm-setup-intent.ts";
import { createSetupIntent } from "./create-setup-intent.ts";
import { getSetupIntent } from "./get-setup-intent.ts";
import { recordAttempt, setupAttemptRoutes } from "./setup-attempts.ts";
import { assertOpen, withStatus } from "./states.ts";
import { applyTerms } from "./terms.ts";

/** What may still change when nothing is to be saved any more. */
const alwaysChangeable = new Set(["description", "metadata", "expand"]);

/** Changes what is to be saved and how. A new payment method makes it ready to confirm; a waiting challenge is dropped. */
function update(work: UnitOfWork, id: string, params: Stripe.SetupIntentUpdateParams): SetupIntent {
  const before = getSetupIntent(work, id);
  if (Object.keys(params).some((name) => !alwaysChangeable.has(name))) assertOpen(before, "update");
  const changed = applyTerms(work, before, params);
  const next =
    changed.payment_method === before.payment_method
      ? changed
      : { ...withStatus(changed, "requires_confirmation"), next_action: null };
  work.store.update(next);
  return next;
}

function cancel(work: UnitOfWork, id: string, params: Stripe.SetupIntentCancelParams): SetupIntent {
  const intent = getSetupIntent(work, id);
  assertOpen(intent, "cancel");
  const canceled: SetupIntent = {
    ...withStatus(intent, "canceled"),
    cancellation_reason: params.cancellation_reason ?? null,
    next_action: null,
  };
  work.store.update(canceled);
  if (intent.status === "requires_action") recordAttempt(work, canceled, "abandoned");
  recordEvent(work, "setup_intent.canceled", canceled);
  return canceled;
}

function list(work: UnitOfWork, params: Stripe.SetupIntentListParams) {
  const { customer, payment_method } = params;
  return paginate(work, params, {
    type: "setup_intent",
    url: "/v1/setup_intents",
    ...(customer ? { where: { customer } } : {}),
    ...(payment_method ? { equals: { payment_method } } : {}),
  });
}

const terms = [
  "allowed_payment_method_types",
  "payment_method",
  "payment_method_data",
  "payment_method_options",
];
const ownTerms = [...terms, "customer", "description", "excluded_payment_method_types", "metadata"];
const confirmation = ["return_url", "use_stripe_sdk", "mandate_data", "confirmation_token"];

type WithSecret = { client_secret?: string };

export const setupIntentRoutes = [
  route<Stripe.SetupIntentCreateParams>(
    "POST",
    "/v1/setup_intents",
    (work, { params }) =>
      confirmWithToken(work, { confirm: false, ...params }, (known) => createSetupIntent(work, known)),
    { covers: [...ownTerms, ...confirmation, "automatic_payment_methods", "confirm", "usage"] },
  ),
  route<Stripe.SetupIntentListParams>("GET", "/v1/setup_intents", (work, { params }) => list(work, params), {
    covers: [...pageParams, "created", "customer", "payment_method"],
  }),
  route<WithSecret>(
    "GET",
    "/v1/setup_intents/{id}",
    (work, { id, key, params }) => {
      const intent = getSetupIntent(work, id);
      assertMayUse(key, intent, params.client_secret);
      return viewFor(key, intent);
    },
    { covers: ["client_secret"], publishable: ["client_secret"] },
  ),
  route<Stripe.SetupIntentUpdateParams>(
    "POST",
    "/v1/setup_intents/{id}",
    (work, { id, params }) => update(work, id, params),
    { covers: ownTerms },
  ),
  route<ConfirmParams & WithSecret>(
    "POST",
    "/v1/setup_intents/{id}/confirm",
    (work, { id, key, params }) => {
      const intent = getSetupIntent(work, id);
      assertMayUse(key, intent, params.client_secret);
      try {
        const confirm = (known: ConfirmParams) =>
          confirmSetupIntent(work, intent, { ...known, byServer: key === "secret" });
        return viewFor(key, confirmWithToken(work, params, confirm));
      } catch (error) {
        throw errorFor(key, error);
      }
    },
    // Stripe.js sends `mandate_data` of its own form: confirming in a browser is consent.
    { covers: [...terms, ...confirmation], publishable: ["client_secret", "mandate_data"] },
  ),
  route<Stripe.SetupIntentCancelParams>(
    "POST",
    "/v1/setup_intents/{id}/cancel",
    (work, { id, params }) => cancel(work, id, params),
    { covers: ["cancellation_reason"] },
  ),
  ...setupAttemptRoutes,
];
