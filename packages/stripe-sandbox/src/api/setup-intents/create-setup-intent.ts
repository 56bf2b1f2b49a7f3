import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { newClientSecret, newId } from "../../core/ids.ts";
import { recordEvent } from "../../events/record-event.ts";
import { badParam, refusal } from "../../stripe/errors.ts";
import type { SetupIntent, Stripe } from "../../stripe/stripe-types.ts";
import { type ConfirmParams, confirmSetupIntent } from "./confirm-setup-intent.ts";
import { withStatus } from "./states.ts";
import { applyTerms } from "./terms.ts";

/** What create takes only together with `confirm: true`. */
const confirmationParams = ["return_url", "use_stripe_sdk", "mandate_data"] as const;

/** Opens the saving of a payment method, and with `confirm: true` tries at once to save it. */
export function createSetupIntent(work: UnitOfWork, params: Stripe.SetupIntentCreateParams): SetupIntent {
  for (const name of confirmationParams)
    if (params[name] !== undefined && !params.confirm)
      throw badParam(name, `You can only pass \`${name}\` when \`confirm\` is true.`);
  const intent = applyTerms(work, blankIntent(work, params), params);
  const ready = intent.payment_method ? withStatus(intent, "requires_confirmation") : intent;
  work.store.insert(ready, {}, ready.created);
  recordEvent(work, "setup_intent.created", ready);
  if (!params.confirm) return ready;
  if (!ready.payment_method)
    throw refusal(
      "You must provide a payment method (`payment_method` or `payment_method_data`) to confirm a SetupIntent on creation.",
      { code: "parameter_missing", param: "payment_method" },
    );
  const given = confirmationParams.filter((name) => params[name] !== undefined);
  const confirmation: ConfirmParams = Object.fromEntries(given.map((name) => [name, params[name]]));
  return confirmSetupIntent(work, ready, { ...confirmation, byServer: true });
}

function blankIntent(
  work: UnitOfWork,
  { automatic_payment_methods: automatic, usage = "off_session" }: Stripe.SetupIntentCreateParams,
): SetupIntent {
  const id = newId("seti");
  return {
    id,
    object: "setup_intent",
    allowed_payment_method_types: null,
    application: null,
    // On by default since 2023-08-16.
    automatic_payment_methods:
      automatic?.enabled === false
        ? null
        : { allow_redirects: automatic?.allow_redirects ?? "always", enabled: true },
    cancellation_reason: null,
    client_secret: newClientSecret(id),
    created: work.clock.seconds(),
    customer: null,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    managed_payments: null,
    mandate: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: [],
    single_use_mandate: null,
    status: "requires_payment_method",
    usage,
  };
}
