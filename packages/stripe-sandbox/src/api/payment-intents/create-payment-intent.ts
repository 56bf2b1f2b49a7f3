import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { newClientSecret, newId } from "../../core/ids.ts";
import { recordEvent } from "../../events/record-event.ts";
import { badParam, refusal } from "../../stripe/errors.ts";
import type { PaymentIntent, Stripe } from "../../stripe/stripe-types.ts";
import { keepLineItems } from "./amount-details.ts";
import { type ConfirmParams, confirmIntent } from "./confirm-payment-intent.ts";
import { withStatus } from "./states.ts";
import { applyTerms } from "./terms.ts";

/** What create takes only together with `confirm: true`. */
const confirmationParams = [
  "return_url",
  "off_session",
  "error_on_requires_action",
  "use_stripe_sdk",
  "mandate",
  "mandate_data",
] as const;

/** Opens a payment, and with `confirm: true` tries at once to take the money. */
export function createPaymentIntent(
  work: UnitOfWork,
  params: Stripe.PaymentIntentCreateParams,
): PaymentIntent {
  for (const name of confirmationParams)
    if (params[name] !== undefined && !params.confirm)
      throw badParam(name, `You can only pass \`${name}\` when \`confirm\` is true.`);
  const automatic = params.automatic_payment_methods;
  const intent = applyTerms(
    work,
    { ...blankIntent(work, automatic), confirmation_method: params.confirmation_method ?? "automatic" },
    params,
  );
  const ready = intent.payment_method ? withStatus(intent, "requires_confirmation") : intent;
  work.store.insert(ready, keepLineItems({}, params.amount_details), ready.created);
  recordEvent(work, "payment_intent.created", ready);
  if (!params.confirm) return ready;
  if (!ready.payment_method)
    throw refusal(
      "You must provide a payment method (`payment_method` or `payment_method_data`) to confirm a PaymentIntent on creation.",
      { code: "parameter_missing", param: "payment_method" },
    );
  return confirmIntent(work, ready, { ...onlyConfirmation(params), byServer: true });
}

/** The parameters that only the confirmation reads; the others are in the payment intent already. */
function onlyConfirmation(params: Stripe.PaymentIntentCreateParams): ConfirmParams {
  const given = confirmationParams.filter((name) => params[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, params[name]]));
}

function blankIntent(
  work: UnitOfWork,
  automatic: Stripe.PaymentIntentCreateParams.AutomaticPaymentMethods | undefined,
): PaymentIntent {
  const id = newId("pi");
  return {
    id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount: 0,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    // On by default since 2023-08-16.
    automatic_payment_methods:
      automatic?.enabled === false
        ? null
        : { allow_redirects: automatic?.allow_redirects ?? "always", enabled: true },
    canceled_at: null,
    cancellation_reason: null,
    capture_method: "automatic_async",
    client_secret: newClientSecret(id),
    confirmation_method: "automatic",
    created: work.clock.seconds(),
    currency: "usd",
    customer: null,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: [],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: "requires_payment_method",
    transfer_data: null,
    transfer_group: null,
  };
}
