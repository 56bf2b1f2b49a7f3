import { minorDigits } from "../money.ts";
import { type Coded, readCoded } from "../text/coded.ts";
import { carrierProblems } from "./carrier-problems.ts";

/**
 * Why carriers' prices for some parcels are not known: a call that failed, or none was made, as calls have failed in a row
 * (`resting`), a network has asked too often (`limited`), or too many calls are under way (`busy`).
 */
export const liveRateProblems = [...carrierProblems, "resting", "limited", "busy"] as const;
export type LiveRateProblem = (typeof liveRateProblems)[number];

/** Why a method with a carrier's price costs what its own rates say. `free`: from a subtotal on. */
export const tableRateReasons = [
  ...liveRateProblems,
  "free",
  "not_asked",
  "not_connected",
  "no_sender",
  "address_incomplete",
  "weight_unknown",
  "too_many_parcels",
  "no_service",
  "no_exchange_rate",
] as const;
export type TableRateReason = (typeof tableRateReasons)[number];

/** Reads a stored problem, with what the carrier service said. */
export function readLiveRateProblem(stored: string): Coded<LiveRateProblem> {
  return readCoded(liveRateProblems, stored);
}

/** What carriers' prices can be rounded up to, in hundredths of a currency's unit. The first is no rounding. */
export const liveRoundings = [1, 10, 50, 100] as const;
export type LiveRounding = (typeof liveRoundings)[number];

/** A rounding in minor units of a currency; one without decimals has prices with more digits, so it counts whole units. */
export function liveRoundingStep(roundTo: number, currency: string): number {
  return roundTo * 10 ** Math.max(0, minorDigits(currency) - 2);
}
