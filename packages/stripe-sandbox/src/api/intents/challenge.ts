import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { refusal } from "../../stripe/errors.ts";
import { readUrl } from "../../stripe/limits.ts";
import type { PaymentIntent, PaymentMethod } from "../../stripe/stripe-types.ts";
import type { Decline } from "../../test-instruments/test-instrument.ts";
import { instrumentOf, type PaymentMethodPrivate } from "../payment-methods/make-payment-method.ts";
import { type Intent, type IntentPrivate, nounOf } from "./intent.ts";

export type ChallengeOutcome = "complete" | "refuse";

export interface ChallengeResult {
  intent: Intent;
  /** Where a customer who was redirected to the challenge goes now, with Stripe's query parameters. */
  returnUrl: string | null;
}

/** How a confirmation was made, as far as 3-D Secure needs to know. */
export interface Confirmation {
  byServer: boolean;
  return_url?: string;
  use_stripe_sdk?: boolean;
}

/** Whether the bank asks the customer to prove who they are. */
export function wantsChallenge(
  work: UnitOfWork,
  intent: Intent,
  method: PaymentMethod,
  offSession: boolean,
): boolean {
  const { challenge, decline, threeDSecure } = instrumentOf(work, method.id);
  if (threeDSecure) return false;
  if (challenge === "always") return true;
  if (challenge === "unless_off_session") return !offSession;
  if (challenge === "until_set_up")
    return !(offSession && work.store.findPrivate<PaymentMethodPrivate>(method.id)?.isSetUp);
  const requested = intent.payment_method_options?.card?.request_three_d_secure;
  const canDo = method.card?.three_d_secure_usage?.supported ?? false;
  return (requested === "any" || requested === "challenge") && canDo && !decline;
}

/** The way to the challenge: over the shop's page by Stripe.js, or by leaving it. */
export function nextAction(
  work: UnitOfWork,
  { id, client_secret }: Intent,
  { return_url, use_stripe_sdk }: Confirmation,
): NonNullable<PaymentIntent["next_action"]> {
  const url = `${work.baseUrl}/_sandbox/3ds/${id}?client_secret=${encodeURIComponent(client_secret ?? "")}`;
  if (return_url && !use_stripe_sdk) return { type: "redirect_to_url", redirect_to_url: { url, return_url } };
  return {
    type: "use_stripe_sdk",
    use_stripe_sdk: { type: "three_d_secure_redirect", stripe_js: url, source: "" },
  };
}

/** Where the customer goes after the challenge, told how it ended; null when they never left the shop's page. */
export function returnUrlOf(work: UnitOfWork, intent: Intent): string | null {
  const { returnUrl } = work.store.findPrivate<IntentPrivate>(intent.id) ?? {};
  if (!returnUrl) return null;
  const url = new URL(returnUrl);
  url.searchParams.set(intent.object, intent.id);
  url.searchParams.set(`${intent.object}_client_secret`, intent.client_secret ?? "");
  const status =
    intent.status === "succeeded" || intent.status === "requires_capture" ? "succeeded" : "failed";
  url.searchParams.set("redirect_status", status);
  return url.href;
}

/** Refuses to finish a challenge that nobody waits for. */
export function assertChallenged(intent: Intent): void {
  if (intent.status !== "requires_action")
    throw refusal(
      `This ${nounOf(intent)} has a status of ${intent.status}: there is no authentication to finish.`,
      { code: `${intent.object}_unexpected_state`, [intent.object]: intent },
    );
}

/** What becomes of an intent whose customer has refused 3-D Secure. */
export function authenticationFailure({ object }: Intent): Decline {
  return {
    type: "invalid_request_error",
    code: `${object}_authentication_failure`,
    message:
      "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
  };
}

/**
 * With automatic payment methods some might redirect the customer, so a server has to say where they come back to.
 * Browsers always do: Stripe.js sees to it.
 */
export function assertReturnUrl(intent: Intent, { byServer, return_url }: Confirmation): void {
  if (return_url !== undefined) {
    readUrl(return_url, "return_url");
    return;
  }
  const mayRedirect =
    intent.automatic_payment_methods?.allow_redirects === "always" && !intent.allowed_payment_method_types;
  if (byServer && mayRedirect)
    throw refusal(
      `This ${nounOf(intent)} is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a \`return_url\`. If you don't want to accept redirect-based payment methods, set \`automatic_payment_methods[enabled]\` to \`true\` and \`automatic_payment_methods[allow_redirects]\` to \`never\` when creating Setup Intents and Payment Intents.`,
      { param: "return_url" },
    );
}
