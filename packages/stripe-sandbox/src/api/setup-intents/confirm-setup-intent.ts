import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { recordEvent } from "../../events/record-event.ts";
import type { PaymentMethod, SetupIntent, Stripe } from "../../stripe/stripe-types.ts";
import type { Decline } from "../../test-instruments/test-instrument.ts";
import { assertReturnUrl, nextAction, wantsChallenge } from "../intents/challenge.ts";
import type { IntentPrivate } from "../intents/intent.ts";
import { mandateFor } from "../intents/mandate-for.ts";
import { cardDeclined, declineBody } from "../payment-methods/card-declined.ts";
import { declineOf, instrumentOf, remember } from "../payment-methods/make-payment-method.ts";
import { attachPaymentMethod } from "../payment-methods/payment-methods.ts";
import { beginAttempt, recordAttempt } from "./setup-attempts.ts";
import { assertOpen, unexpectedState, withStatus } from "./states.ts";
import { applyTerms, type TermsParams } from "./terms.ts";

export type ConfirmParams = Pick<
  Stripe.SetupIntentConfirmParams,
  "return_url" | "use_stripe_sdk" | "mandate_data"
> &
  TermsParams;

/**
 * Tries to save the payment method: its bank agrees, declines (402, and back to the start), or asks the customer to
 * authenticate.
 */
export function confirmSetupIntent(
  work: UnitOfWork,
  before: SetupIntent,
  params: ConfirmParams & { byServer: boolean },
): SetupIntent {
  assertOpen(before, "confirm");
  assertReturnUrl(before, params);
  const intent = applyTerms(work, before, params);
  const method = work.store.find("payment_method", intent.payment_method ?? "");
  if (!method)
    throw unexpectedState(
      intent,
      "You cannot confirm this SetupIntent because it's missing a payment method. Update the SetupIntent with a payment method and then confirm it again.",
    );
  const ready: SetupIntent = {
    ...intent,
    latest_attempt: beginAttempt(work, intent, method).id,
    next_action: null,
    last_setup_error: null,
  };
  const mandate = mandateFor(work, ready, method, { lasts: true, given: params });
  if (!wantsChallenge(work, ready, method, false)) return completeSetup(work, ready, method, mandate);
  const waiting: SetupIntent = {
    ...withStatus(ready, "requires_action"),
    next_action: nextAction(work, ready, params) as SetupIntent["next_action"],
  };
  const hidden: IntentPrivate = {
    ...(params.return_url ? { returnUrl: params.return_url } : {}),
    ...(mandate ? { mandate } : {}),
  };
  work.store.update(waiting, hidden);
  recordAttempt(work, waiting, "requires_action");
  recordEvent(work, "setup_intent.requires_action", waiting);
  return waiting;
}

/** The bank's answer to the question if it will be charged later. A customer gets what is saved. */
export function completeSetup(
  work: UnitOfWork,
  intent: SetupIntent,
  method: PaymentMethod,
  mandate: string | null,
  authenticated?: true,
): SetupIntent {
  const decline = declineOf(work, method);
  if (decline && !instrumentOf(work, method.id).attachable)
    throw cardDeclined(decline, {
      setup_intent: failSetup(work, intent, method, decline, authenticated),
      payment_method: method,
    });
  const saved =
    intent.customer && !method.customer ? attachPaymentMethod(work, method, intent.customer) : method;
  remember(work, saved, {
    ...(intent.usage === "off_session" ? { isSetUp: true } : {}),
    ...(mandate ? { mandate } : {}),
  });
  const succeeded: SetupIntent = { ...withStatus(intent, "succeeded"), mandate, next_action: null };
  work.store.update(succeeded);
  recordAttempt(work, succeeded, "succeeded", authenticated);
  recordEvent(work, "setup_intent.succeeded", succeeded);
  return succeeded;
}

/** Sends a setup intent back to `requires_payment_method` with the reason. */
export function failSetup(
  work: UnitOfWork,
  intent: SetupIntent,
  method: PaymentMethod,
  decline: Decline,
  authenticated?: boolean,
): SetupIntent {
  const failed: SetupIntent = {
    ...withStatus(intent, "requires_payment_method"),
    last_setup_error: {
      ...declineBody(decline),
      doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll("_", "-")}`,
      payment_method: method,
    },
    next_action: null,
    payment_method: null,
  };
  work.store.update(failed);
  recordAttempt(work, failed, "failed", authenticated);
  recordEvent(work, "setup_intent.setup_failed", failed);
  return failed;
}
