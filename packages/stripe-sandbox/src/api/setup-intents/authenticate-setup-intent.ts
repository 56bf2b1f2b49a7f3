import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { StripeError } from "../../stripe/errors.ts";
import type { PaymentMethod, SetupIntent } from "../../stripe/stripe-types.ts";
import {
  assertChallenged,
  authenticationFailure,
  type ChallengeOutcome,
  type ChallengeResult,
  returnUrlOf,
} from "../intents/challenge.ts";
import type { IntentPrivate } from "../intents/intent.ts";
import { completeSetup, failSetup } from "./confirm-setup-intent.ts";
import { getSetupIntent } from "./get-setup-intent.ts";

/** The customer passes or refuses 3-D Secure while a card is saved. */
export function authenticateSetup(work: UnitOfWork, id: string, outcome: ChallengeOutcome): ChallengeResult {
  const intent = getSetupIntent(work, id);
  assertChallenged(intent);
  const method = work.store.find("payment_method", intent.payment_method ?? "");
  if (!method) throw new Error(`${id} waits for a challenge without a payment method`);
  const after =
    outcome === "complete"
      ? completed(work, intent, method)
      : failSetup(work, intent, method, authenticationFailure(intent), false);
  return { intent: after, returnUrl: returnUrlOf(work, after) };
}

/** A decline after the challenge is no error of the one who finished it: the intent tells. */
function completed(work: UnitOfWork, intent: SetupIntent, method: PaymentMethod): SetupIntent {
  const { mandate = null } = work.store.findPrivate<IntentPrivate>(intent.id) ?? {};
  try {
    return completeSetup(work, intent, method, mandate, true);
  } catch (error) {
    if (error instanceof StripeError && error.keepsChanges) return getSetupIntent(work, intent.id);
    throw error;
  }
}
