import { refusal, StripeError } from "../http/errors.ts";
import type { PaymentIntent, PaymentMethod } from "../stripe-types.ts";
import type { Work } from "../world.ts";
import { chargeIntent, failIntent } from "./charge-payment-intent.ts";
import { getPaymentIntent, type IntentPrivate } from "./get-payment-intent.ts";
import { moveTo } from "./states.ts";

export type ChallengeOutcome = "complete" | "refuse";

export interface ChallengeResult {
  intent: PaymentIntent;
  /** Where a customer who was redirected to the challenge goes now, with Stripe's query parameters. */
  returnUrl: string | null;
}

/** The customer passes or refuses 3-D Secure. Done by the challenge page, or by a script that plays the customer. */
export function authenticateIntent(work: Work, id: string, outcome: ChallengeOutcome): ChallengeResult {
  const intent = getPaymentIntent(work, id);
  const method = work.store.find<PaymentMethod>("payment_method", intent.payment_method ?? "");
  if (intent.status !== "requires_action" || !method)
    throw refusal(
      `This PaymentIntent has a status of ${intent.status}: there is no authentication to finish.`,
      {
        code: "payment_intent_unexpected_state",
        payment_intent: intent,
      },
    );
  const after = outcome === "complete" ? charged(work, intent, method) : refused(work, intent, method);
  return { intent: after, returnUrl: returnUrlOf(work, after) };
}

/** With manual confirmation the server has the last word: it confirms once more. */
function awaitingServer(work: Work, intent: PaymentIntent): PaymentIntent {
  const waiting: PaymentIntent = { ...moveTo(intent, "requires_confirmation"), next_action: null };
  const hidden: IntentPrivate = { ...work.store.findPrivate<IntentPrivate>(intent.id), authenticated: true };
  work.store.update(waiting, hidden);
  return waiting;
}

/** A decline after the challenge is no error of the one who finished it: the intent tells. */
function charged(work: Work, intent: PaymentIntent, method: PaymentMethod): PaymentIntent {
  if (intent.confirmation_method === "manual") return awaitingServer(work, intent);
  try {
    return chargeIntent(work, intent, method, { authenticated: true, mandate: null });
  } catch (error) {
    if (error instanceof StripeError && error.keepsWork) return getPaymentIntent(work, intent.id);
    throw error;
  }
}

function refused(work: Work, intent: PaymentIntent, method: PaymentMethod): PaymentIntent {
  return failIntent(
    work,
    intent,
    method,
    {
      type: "invalid_request_error",
      code: "payment_intent_authentication_failure",
      message:
        "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
    },
    null,
  );
}

function returnUrlOf(work: Work, intent: PaymentIntent): string | null {
  const { returnUrl } = work.store.findPrivate<IntentPrivate>(intent.id) ?? {};
  if (!returnUrl) return null;
  const url = new URL(returnUrl);
  url.searchParams.set("payment_intent", intent.id);
  url.searchParams.set("payment_intent_client_secret", intent.client_secret ?? "");
  const status =
    intent.status === "succeeded" || intent.status === "requires_capture" ? "succeeded" : "failed";
  url.searchParams.set("redirect_status", status);
  return url.href;
}
