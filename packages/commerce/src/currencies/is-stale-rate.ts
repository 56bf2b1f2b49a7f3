import type { OfferedCurrencyRow } from "@dualtrack/db";

/** The feed publishes on working days; a longer pause than over Easter or Christmas is a failure, in days. */
const staleDays = 6;
const dayMs = 24 * 60 * 60_000;

/** Whether a rate that should come from the feed is missing there, or too old. */
export function isStaleRate(
  { rateSource, origin, asOf }: Pick<OfferedCurrencyRow, "rateSource" | "origin" | "asOf">,
  now: Date,
): boolean {
  if (rateSource === "manual") return false;
  return origin !== "feed" || asOf === null || now.getTime() - Date.parse(asOf) > staleDays * dayMs;
}
