import { StripeError } from "../http/errors.ts";
import type { Decline } from "../payment-methods/test-cards.ts";

/** The 402 of a declined card. What was recorded about the attempt stays recorded. */
export function cardDeclined(decline: Decline, about: Record<string, unknown>): StripeError {
  return new StripeError(402, { ...declineBody(decline), ...about }, { keepsWork: true });
}

/** The error object of a decline, without its context. https://docs.stripe.com/declines/codes */
export function declineBody(decline: Decline) {
  return {
    type: decline.type ?? ("card_error" as const),
    code: decline.code,
    ...(decline.code === "authentication_required" ||
    decline.code === "card_declined" ||
    decline.declineCode !== decline.code
      ? { decline_code: decline.declineCode }
      : {}),
    message: decline.message,
    ...(decline.code === "incorrect_cvc"
      ? { param: "cvc" }
      : decline.code === "expired_card"
        ? { param: "exp_month" }
        : {}),
  };
}
