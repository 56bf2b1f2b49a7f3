import { writeCoded } from "@dualtrack/contract";
import Stripe from "stripe";
import type { Shop } from "../shop.ts";
import { NoAnswer, type WrittenProblem } from "./no-answer.ts";

/**
 * Whether Stripe could not be reached, failed, had too much to do, or was busy with the same object. Its refusal of what
 * was asked is an answer.
 */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof Stripe.errors.StripeConnectionError) return true;
  if (!(error instanceof Stripe.errors.StripeError) || error.statusCode === undefined) return false;
  return error.statusCode === 409 || error.statusCode === 429 || error.statusCode >= 500;
}

/** The same for a secret key that Stripe does not accept: then no call can succeed either. */
function concernsEveryCall(error: unknown): boolean {
  return isUnavailable(error) || error instanceof Stripe.errors.StripeAuthenticationError;
}

/** A job met an outage of Stripe, which says nothing about what the job works on. */
export class StripeOutage extends Error {}

/**
 * Whether a job failed because Stripe does not work for us at all: Stripe is asked for something that has nothing to
 * do with the job, which costs no request while the circuit is open. Stripe failing at one object only is no outage:
 * such a job is given up one day, and staff are told.
 */
export async function isStripeOutage(shop: Shop, error: unknown): Promise<boolean> {
  if (error instanceof StripeOutage) return true;
  return concernsEveryCall(error) && !(await probeStripe(shop));
}

/** Asks Stripe something small, and answers whether it works. Its client notes that for every process to see. */
export async function probeStripe(shop: Shop): Promise<boolean> {
  try {
    await shop.stripe.events.list({ limit: 1 });
    return true;
  } catch (error) {
    return !concernsEveryCall(error);
  }
}

/** What went wrong at Stripe, or with what was done about its answer. */
function stripeProblem(error: unknown): WrittenProblem {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof Stripe.errors.StripeError)) return { code: "fault", said: message };
  if (error.detail instanceof NoAnswer) return error.detail.problem;
  if (error.detail instanceof Error) return { code: "no_answer", said: error.detail.message };
  if (error instanceof Stripe.errors.StripeAuthenticationError) return { code: "key_refused", said: message };
  if (error.statusCode === 429) return { code: "rate_limited", said: message };
  return { code: (error.statusCode ?? 0) >= 500 ? "server_error" : "refused", said: message };
}

/** The same as the database and the logs keep it: `timeout`, or `refused: No such payment_intent`. */
export function stripeProblemText(error: unknown): string {
  return writeCoded(stripeProblem(error), 2_000);
}
