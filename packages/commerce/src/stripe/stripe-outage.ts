import { writeCoded } from "@dualtrack/contract";
import Stripe from "stripe";
import type { Shop } from "../shop.ts";
import { NoAnswer, type WrittenProblem } from "./no-answer.ts";

/**
 * Whether Stripe could not be reached, failed, was rate limiting, or was busy with the same object. A refusal of the request
 * is an answer.
 */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof Stripe.errors.StripeConnectionError) return true;
  if (!(error instanceof Stripe.errors.StripeError) || error.statusCode === undefined) return false;
  return error.statusCode === 409 || error.statusCode === 429 || error.statusCode >= 500;
}

/** Also true for a secret key that Stripe refuses: no call can succeed then. */
function concernsEveryCall(error: unknown): boolean {
  return isUnavailable(error) || error instanceof Stripe.errors.StripeAuthenticationError;
}

/** Whether a call was not sent, as all calls together were too many: another one would have to wait as long. */
function isWithoutTurn(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeError)) return false;
  return error.detail instanceof NoAnswer && error.detail.problem.code === "rate_limited";
}

/** How a payment that could not be synced is counted: `outage` if Stripe can't be asked at all, as far as the error says. */
export function failedSync(error: unknown): "outage" | "failed" {
  return error instanceof StripeOutage || concernsEveryCall(error) ? "outage" : "failed";
}

/** A job failed because of an outage of Stripe, not because of the object it works on. */
export class StripeOutage extends Error {}

/**
 * Whether a job failed because Stripe does not work at all. To find out, Stripe gets an unrelated request (none while the
 * circuit is open). A failure of one object only is no outage: such a job uses up its attempts, and staff see it.
 */
export async function isStripeOutage(shop: Shop, error: unknown): Promise<boolean> {
  if (error instanceof StripeOutage || isWithoutTurn(error)) return true;
  return concernsEveryCall(error) && !(await probeStripe(shop));
}

/** Sends a small request and answers whether Stripe works. The client stores the result for all processes. */
export async function probeStripe(shop: Shop): Promise<boolean> {
  try {
    await shop.stripe.events.list({ limit: 1 });
    return true;
  } catch (error) {
    return !concernsEveryCall(error);
  }
}

/** The problem of a call to Stripe, or of the handling of its answer. */
function stripeProblem(error: unknown): WrittenProblem {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof Stripe.errors.StripeError)) return { code: "fault", said: message };
  if (error.detail instanceof NoAnswer) return error.detail.problem;
  if (error.detail instanceof Error) return { code: "no_answer", said: error.detail.message };
  if (error instanceof Stripe.errors.StripeAuthenticationError) return { code: "key_refused", said: message };
  if (error.statusCode === 429) return { code: "rate_limited", said: message };
  return { code: (error.statusCode ?? 0) >= 500 ? "server_error" : "refused", said: message };
}

/** The problem as the database and the logs store it: `timeout`, or `refused: No such payment_intent`. */
export function stripeProblemText(error: unknown): string {
  return writeCoded(stripeProblem(error), 2_000);
}
