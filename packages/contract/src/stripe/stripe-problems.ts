import { type Coded, readCoded } from "../text/coded.ts";

/**
 * Why a call to Stripe, or what was done with its answer, came to nothing.
 * `no_answer`: the network said something; `not_asked`: Stripe has not answered lately, so it was not asked again yet;
 * `server_error`: with Stripe's status or words; `refused`: in Stripe's own words; `fault`: ours, in the words of the error.
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

/** With what Stripe, the network or our own error said. */
export type StripeProblem = Coded<StripeProblemCode>;

/** A problem as the database keeps it. */
export function readStripeProblem(kept: string): StripeProblem {
  return readCoded(stripeProblemCodes, kept);
}
