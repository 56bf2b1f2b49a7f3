import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { recordEvent } from "../../events/record-event.ts";
import { badParam, refusal } from "../../stripe/errors.ts";
import type { PaymentIntent, PaymentMethod, Stripe } from "../../stripe/stripe-types.ts";
import type { Decline } from "../../test-instruments/test-instrument.ts";
import { makeCharge } from "../charges/make-charge.ts";
import { noDescriptorForCards } from "../charges/statement-text.ts";
import { assertReturnUrl, nextAction, wantsChallenge } from "../intents/challenge.ts";
import type { IntentPrivate } from "../intents/intent.ts";
import { mandateFor } from "../intents/mandate-for.ts";
import { cardDeclined } from "../payment-methods/card-declined.ts";
import { kindOf } from "../payment-methods/kinds.ts";
import { keepLineItems } from "./amount-details.ts";
import { chargeIntent, failIntent } from "./charge-payment-intent.ts";
import { futureUsageFor } from "./payment-method-options.ts";
import { assertAllowed, unexpectedState, withStatus } from "./states.ts";
import { applyTerms, type TermsParams } from "./terms.ts";

export type ConfirmParams = Pick<
  Stripe.PaymentIntentConfirmParams,
  | "amount_to_confirm"
  | "return_url"
  | "off_session"
  | "error_on_requires_action"
  | "use_stripe_sdk"
  | "mandate"
  | "mandate_data"
> &
  TermsParams;

/** Tries to take the money. Ends in success, in a decline (402, and back to the start), or with the customer asked to authenticate. */
export function confirmIntent(
  work: UnitOfWork,
  before: PaymentIntent,
  params: ConfirmParams & { byServer: boolean },
): PaymentIntent {
  assertAllowed("confirm", before);
  if (before.confirmation_method === "manual" && !params.byServer)
    throw refusal(
      `${before.id} cannot be confirmed using your publishable key because its \`confirmation_method\` is set to \`manual\`. Please use your secret key instead, or create a PaymentIntent with \`confirmation_method\` set to \`automatic\`.`,
    );
  assertReturnUrl(before, params);
  if (params.shipping && !params.byServer) assertShippingIsBrowsers(work, before);
  const intent = applyTerms(work, before, params);
  if (params.shipping !== undefined)
    work.store.update(before, { ...privateOf(work, before), shippingByBrowser: !params.byServer });
  if (params.amount_to_confirm !== undefined && params.amount_to_confirm !== intent.amount)
    throw badParam(
      "amount_to_confirm",
      `The amount_to_confirm (${params.amount_to_confirm}) does not match the amount of the PaymentIntent (${intent.amount}).`,
    );
  if (params.amount_details !== undefined)
    work.store.update(intent, keepLineItems(work.store.findPrivate(intent.id), params.amount_details));
  const method = work.store.find("payment_method", intent.payment_method ?? "");
  if (!method)
    throw unexpectedState(
      intent,
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
    );
  if (intent.statement_descriptor && !kindOf(method).ownStatementText) throw noDescriptorForCards();
  const ready: PaymentIntent = { ...intent, next_action: null, last_payment_error: null };
  const mandate = mandateFor(work, ready, method, {
    lasts: futureUsageFor(ready, method.type) !== null,
    given: params,
  });
  const offSession = params.off_session !== undefined && params.off_session !== false;
  const hidden = work.store.findPrivate<IntentPrivate>(intent.id);
  // 3-D Secure was passed for one card, not for another.
  const authenticated = hidden?.authenticated === true && intent.payment_method === before.payment_method;
  if (authenticated || !wantsChallenge(work, ready, method, offSession))
    return chargeIntent(work, ready, method, { authenticated, mandate });
  if (offSession) throw failWithoutChallenge(work, ready, method, "authentication_required");
  if (params.error_on_requires_action)
    throw failWithoutChallenge(work, ready, method, "authentication_not_handled");
  return requireCustomerAction(work, ready, params);
}

const privateOf = (work: UnitOfWork, { id }: PaymentIntent) => work.store.findPrivate<IntentPrivate>(id);

/**
 * Refuses shipping details from a browser where the shop's server has set some, even the same: so a wallet's address and a
 * server's can't go on one payment. https://github.com/stripe/react-stripe-js/issues/504
 */
function assertShippingIsBrowsers(work: UnitOfWork, intent: PaymentIntent): void {
  if (intent.shipping === null || privateOf(work, intent)?.shippingByBrowser) return;
  throw badParam(
    "shipping",
    "The shipping information on this PaymentIntent was last set with a secret key and therefore cannot be changed with a publishable key. Please use your secret key instead.",
    "payment_intent_invalid_parameter",
  );
}

/** Declines when 3-D Secure would be needed and nobody is there, or nothing is there, to do it. */
function failWithoutChallenge(
  work: UnitOfWork,
  intent: PaymentIntent,
  method: PaymentMethod,
  declineCode: "authentication_required" | "authentication_not_handled",
) {
  const decline: Decline = {
    code: "authentication_required",
    declineCode,
    message: "Your card was declined. This transaction requires authentication.",
  };
  const reachedBank = declineCode === "authentication_required";
  const attempt = { decline, authenticated: false, capture: false, mandate: null };
  const charge = reachedBank ? makeCharge(work, intent, method, attempt) : null;
  const failed = failIntent(work, intent, method, decline, charge);
  return cardDeclined(decline, {
    ...(charge ? { charge: charge.id } : {}),
    payment_intent: failed,
    payment_method: method,
  });
}

function requireCustomerAction(
  work: UnitOfWork,
  intent: PaymentIntent,
  params: ConfirmParams & { byServer: boolean },
): PaymentIntent {
  const waiting: PaymentIntent = {
    ...withStatus(intent, "requires_action"),
    next_action: nextAction(work, intent, params),
  };
  const { returnUrl: _, ...known } = work.store.findPrivate<IntentPrivate>(intent.id) ?? {};
  const hidden: IntentPrivate = params.return_url ? { ...known, returnUrl: params.return_url } : known;
  work.store.update(waiting, hidden);
  recordEvent(work, "payment_intent.requires_action", waiting);
  return waiting;
}
