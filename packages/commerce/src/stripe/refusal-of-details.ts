import { refusedDetail } from "@dualtrack/contract";
import Stripe from "stripe";
import { DomainError } from "../domain-error.ts";

/**
 * Converts an error of Stripe's into a refusal that the customer can correct: DETAILS_REFUSED, TOTAL_TOO_LOW,
 * TOTAL_TOO_HIGH. Null: it is no such error, but a fault of ours.
 * @see https://docs.stripe.com/error-codes
 */
export function refusalOfDetails(error: unknown): DomainError | null {
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) return null;
  if (error.code === "amount_too_small") return new DomainError("TOTAL_TOO_LOW", { min: null });
  if (error.code === "amount_too_large") return new DomainError("TOTAL_TOO_HIGH", { max: null });
  const { code, param, message, rawType: type } = error;
  const detail = refusedDetail({ type, code, param, message }, { sameBilling: true }); // we send no billing details
  return detail && new DomainError("DETAILS_REFUSED", detail);
}
