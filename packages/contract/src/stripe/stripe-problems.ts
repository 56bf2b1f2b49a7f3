import { type Coded, readCoded } from "../text/coded.ts";

/**
 * Why a call to Stripe, or the handling of its answer, failed.
 * `no_answer`: with the network's message; `not_asked`: the circuit is open, as Stripe has not answered lately;
 * `server_error`: with Stripe's status or message; `refused`: with Stripe's message; `fault`: with our own error's message.
 */
export const stripeProblemCodes = [
  "no_answer",
  "timeout",
  "not_asked",
  "rate_limited",
  "server_error",
  "key_refused",
  "refused",
  "fault",
] as const;
export type StripeProblemCode = (typeof stripeProblemCodes)[number];

/** The code with the message of Stripe, the network or our own error. */
export type StripeProblem = Coded<StripeProblemCode>;

/** Reads a stored problem. */
export function readStripeProblem(stored: string): StripeProblem {
  return readCoded(stripeProblemCodes, stored);
}
