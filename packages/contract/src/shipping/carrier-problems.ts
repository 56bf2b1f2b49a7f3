import { type Coded, readCoded } from "../text/coded.ts";

/**
 * Why a call to the carrier service failed. `refused` and `key_refused`: nothing has happened. `undecided`: the service could not
 * say yet. `fault`: its answer could not be read, with our own error's message. `gave_up`: it could not be had in time.
 */
export const carrierProblems = [
  "no_answer",
  "timeout",
  "rate_limited",
  "server_error",
  "key_refused",
  "refused",
  "undecided",
  "fault",
  "gave_up",
] as const;
export type CarrierProblem = (typeof carrierProblems)[number];

/** Reads a stored problem, with what the service said. */
export function readCarrierProblem(stored: string): Coded<CarrierProblem> {
  return readCoded(carrierProblems, stored);
}
