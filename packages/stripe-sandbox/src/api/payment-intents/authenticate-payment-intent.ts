import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { StripeError } from "../../stripe/errors.ts";
import type { PaymentIntent, PaymentMethod } from "../../stripe/stripe-types.ts";
import {
  assertChallenged,
  authenticationFailure,
  type ChallengeOutcome,
  type ChallengeResult,
  returnUrlOf,
} from "../intents/challenge.ts";
import type { IntentPrivate } from "../intents/intent.ts";
import { chargeIntent, failIntent } from "./charge-payment-intent.ts";
import { getPaymentIntent } from "./get-payment-intent.ts";
import { withStatus } from "./states.ts";

/** The customer passes or refuses 3-D Secure. Done by the challenge page, or by a script that plays the customer. */
export function authenticateIntent(work: UnitOfWork, id: string, outcome: ChallengeOutcome): ChallengeResult {
  const intent = getPaymentIntent(work, id);
  const method = work.store.find("payment_method", intent.payment_method ?? "");
  assertChallenged(intent);
  if (!method) throw new Error(`${id} waits for a challenge without a payment method`);
  const after =
    outcome === "complete"
      ? charged(work, intent, method)
      : failIntent(work, intent, method, authenticationFailure(intent), null);
  return { intent: after, returnUrl: returnUrlOf(work, after) };
}

/** With manual confirmation the server has the last word: it confirms once more. */
function awaitingServer(work: UnitOfWork, intent: PaymentIntent): PaymentIntent {
  const waiting: PaymentIntent = { ...withStatus(intent, "requires_confirmation"), next_action: null };
  const hidden: IntentPrivate = { ...work.store.findPrivate<IntentPrivate>(intent.id), authenticated: true };
  work.store.update(waiting, hidden);
  return waiting;
}

/** A decline after the challenge is no error of the one who finished it: the intent tells. */
function charged(work: UnitOfWork, intent: PaymentIntent, method: PaymentMethod): PaymentIntent {
  if (intent.confirmation_method === "manual") return awaitingServer(work, intent);
  try {
    return chargeIntent(work, intent, method, { authenticated: true, mandate: null });
  } catch (error) {
    if (error instanceof StripeError && error.keepsChanges) return getPaymentIntent(work, intent.id);
    throw error;
  }
}
