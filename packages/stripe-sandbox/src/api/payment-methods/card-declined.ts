import { StripeError } from "../../stripe/errors.ts";
import type { Decline } from "../../test-instruments/test-instrument.ts";

/** The 402 of a declined card. What was recorded about the attempt stays recorded. */
export function cardDeclined(decline: Decline, about: Record<string, unknown>): StripeError {
  return new StripeError(402, { ...declineBody(decline), ...about }, { keepsChanges: true });
}

/** The error object of a decline, without its context. https://docs.stripe.com/declines/codes */
export function declineBody(decline: Decline) {
  const advice = adviceOf(decline);
  return {
    type: decline.type ?? ("card_error" as const),
    code: decline.code,
    ...(advice ? { advice_code: advice } : {}),
    ...(decline.declineCode ? { decline_code: decline.declineCode } : {}),
    message: decline.message,
    ...(decline.code === "incorrect_cvc"
      ? { param: "cvc" }
      : decline.code === "expired_card"
        ? { param: "exp_month" }
        : {}),
  };
}

type Advice = "confirm_card_data" | "do_not_try_again" | "try_again_later";

/** What Stripe advises to do about a decline. https://docs.stripe.com/declines/codes */
const adviceCodes: Record<string, Advice> = {
  generic_decline: "try_again_later",
  insufficient_funds: "try_again_later",
  processing_error: "try_again_later",
  card_velocity_exceeded: "try_again_later",
  lost_card: "do_not_try_again",
  stolen_card: "do_not_try_again",
  expired_card: "confirm_card_data",
  incorrect_cvc: "confirm_card_data",
};

export function adviceOf({ declineCode }: Decline): Advice | null {
  return (declineCode && adviceCodes[declineCode]) || null;
}
