import { cardDeclined } from "../charges/declined.ts";
import { makeCharge } from "../charges/make-charge.ts";
import { recordEvent } from "../events/record-event.ts";
import { badParam, missing, refusal, StripeError } from "../http/errors.ts";
import { newId } from "../ids.ts";
import { kindOf } from "../payment-methods/kinds.ts";
import { instrumentOf, type PaymentMethodPrivate } from "../payment-methods/make-payment-method.ts";
import type { Decline } from "../payment-methods/test-instruments.ts";
import type { PaymentIntent, PaymentMethod, Stripe } from "../stripe-types.ts";
import type { Work } from "../world.ts";
import { chargeIntent, failIntent } from "./charge-payment-intent.ts";
import type { IntentPrivate } from "./get-payment-intent.ts";
import { assertAllowed, moveTo, unexpectedState } from "./states.ts";
import { applyTerms, type TermsParams } from "./terms.ts";

export type ConfirmParams = Pick<
  Stripe.PaymentIntentConfirmParams,
  "return_url" | "off_session" | "error_on_requires_action" | "use_stripe_sdk" | "mandate" | "mandate_data"
> &
  TermsParams;

/** Tries to take the money. Ends in success, in a decline (402, and back to the start), or with the customer asked to authenticate. */
export function confirmIntent(
  work: Work,
  before: PaymentIntent,
  params: ConfirmParams & { byServer: boolean },
): PaymentIntent {
  assertAllowed("confirm", before);
  if (before.confirmation_method === "manual" && !params.byServer)
    throw refusal(
      `${before.id} cannot be confirmed using your publishable key because its \`confirmation_method\` is set to \`manual\`. Please use your secret key instead, or create a PaymentIntent with \`confirmation_method\` set to \`automatic\`.`,
    );
  assertReturnUrl(before, params);
  const intent = applyTerms(work, before, params);
  const method = work.store.find<PaymentMethod>("payment_method", intent.payment_method ?? "");
  if (!method)
    throw unexpectedState(
      intent,
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
    );
  if (intent.statement_descriptor && !kindOf(method).ownStatementText)
    throw refusal(
      "The statement_descriptor parameter is not supported for cards. Use statement_descriptor_suffix instead.",
      { param: "statement_descriptor" },
    );
  const ready: PaymentIntent = { ...intent, next_action: null, last_payment_error: null };
  const mandate = kindOf(method).needsMandate ? mandateFor(work, ready, method, params) : null;
  const offSession = params.off_session !== undefined && params.off_session !== false;
  const { authenticated = false } = work.store.findPrivate<IntentPrivate>(intent.id) ?? {};
  if (authenticated || !wantsChallenge(work, ready, method, offSession))
    return chargeIntent(work, ready, method, { authenticated, mandate });
  if (offSession) throw failWithoutChallenge(work, ready, method, "authentication_required");
  if (params.error_on_requires_action)
    throw failWithoutChallenge(work, ready, method, "authentication_not_handled");
  return askCustomer(work, ready, params);
}

/**
 * The customer's permission to debit: one that was saved with the account, or one given now. A browser gives it by
 * confirming, because Stripe.js shows its text and sends it along. A server has to say when and how it got it.
 */
function mandateFor(
  work: Work,
  intent: PaymentIntent,
  method: PaymentMethod,
  { mandate: wanted, mandate_data: given, byServer }: ConfirmParams & { byServer: boolean },
): string {
  const { mandate: saved } = work.store.findPrivate<PaymentMethodPrivate>(method.id) ?? {};
  if (wanted && wanted !== saved) throw missing("mandate", wanted, "mandate");
  if (saved) return saved;
  if (given || !byServer) return newId("mandate");
  work.store.update(intent);
  throw new StripeError(
    400,
    {
      type: "invalid_request_error",
      message:
        "This PaymentIntent requires a mandate, but no existing mandate was found. Collect mandate acceptance from the customer and try again, providing acceptance data in the mandate_data parameter.",
      payment_intent: intent,
    },
    // Stripe keeps the payment intent that such a refused call has made.
    { keepsWork: true },
  );
}

/** Declines when 3-D Secure would be needed and nobody is there, or nothing is there, to do it. */
function failWithoutChallenge(
  work: Work,
  intent: PaymentIntent,
  method: PaymentMethod,
  declineCode: "authentication_required" | "authentication_not_handled",
) {
  const decline: Decline = {
    code: "authentication_required",
    declineCode,
    message: "Your card was declined. This transaction requires authentication.",
  };
  const asked = declineCode === "authentication_required";
  const attempt = { decline, authenticated: false, capture: false, mandate: null };
  const charge = asked ? makeCharge(work, intent, method, attempt) : null;
  const failed = failIntent(work, intent, method, decline, charge);
  return cardDeclined(decline, {
    ...(charge ? { charge: charge.id } : {}),
    payment_intent: failed,
    payment_method: method,
  });
}

/** Whether the bank asks the customer to prove who they are. */
function wantsChallenge(
  work: Work,
  intent: PaymentIntent,
  method: PaymentMethod,
  offSession: boolean,
): boolean {
  const { challenge, decline } = instrumentOf(work, method.id);
  if (challenge === "always") return true;
  if (challenge === "unless_off_session") return !offSession;
  if (challenge === "until_set_up")
    return !(offSession && work.store.findPrivate<PaymentMethodPrivate>(method.id)?.isSetUp);
  const asked = intent.payment_method_options?.card?.request_three_d_secure;
  const canDo = method.card?.three_d_secure_usage?.supported ?? false;
  return (asked === "any" || asked === "challenge") && canDo && !decline;
}

function askCustomer(
  work: Work,
  intent: PaymentIntent,
  params: ConfirmParams & { byServer: boolean },
): PaymentIntent {
  const url = `${work.baseUrl}/_sandbox/3ds/${intent.id}?client_secret=${encodeURIComponent(intent.client_secret ?? "")}`;
  const inPage = params.use_stripe_sdk === true || !params.return_url;
  const waiting: PaymentIntent = {
    ...moveTo(intent, "requires_action"),
    next_action: inPage
      ? {
          type: "use_stripe_sdk",
          use_stripe_sdk: { type: "three_d_secure_redirect", stripe_js: url, source: "" },
        }
      : { type: "redirect_to_url", redirect_to_url: { url, return_url: params.return_url ?? null } },
  };
  const hidden: IntentPrivate = params.return_url ? { returnUrl: params.return_url } : {};
  work.store.update(waiting, hidden);
  recordEvent(work, "payment_intent.requires_action", waiting);
  return waiting;
}

/**
 * With automatic payment methods some might redirect the customer, so a server has to say where they come back to.
 * Browsers always do: Stripe.js sees to it.
 */
function assertReturnUrl(intent: PaymentIntent, params: ConfirmParams & { byServer: boolean }): void {
  if (params.return_url !== undefined) {
    if (!URL.canParse(params.return_url)) throw badParam("return_url", "Not a valid URL", "url_invalid");
    return;
  }
  const mayRedirect =
    intent.automatic_payment_methods?.allow_redirects === "always" && !intent.allowed_payment_method_types;
  if (params.byServer && mayRedirect)
    throw refusal(
      "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.",
      { param: "return_url" },
    );
}
