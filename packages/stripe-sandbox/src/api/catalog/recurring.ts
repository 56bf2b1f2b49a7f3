import { badParam, notCovered } from "../../stripe/errors.ts";
import type { Price, Stripe } from "../../stripe/stripe-types.ts";

/** "Maximum of three years interval allowed (3 years, 36 months, or 156 weeks)"; in days 3 × 365. */
const mostIntervals: Record<string, number> = { day: 1095, week: 156, month: 36, year: 3 };

/**
 * How often a price is to be paid. Such prices can be made and listed; subscriptions, which use them, are not covered,
 * nor is usage that is metered.
 */
export function readRecurring(
  given: Stripe.PriceCreateParams.Recurring,
  param: string,
): NonNullable<Price["recurring"]> {
  if (given.usage_type === "metered" || given.meter !== undefined)
    throw notCovered(`metered prices ('${param}[${given.meter ? "meter" : "usage_type"}]')`);
  const { interval, interval_count = 1, trial_period_days = null } = given;
  if (interval_count < 1)
    throw badParam(
      `${param}[interval_count]`,
      "This value must be greater than or equal to 1.",
      "parameter_invalid_integer",
    );
  if (interval_count > (mostIntervals[interval] ?? 1))
    throw badParam(
      `${param}[interval_count]`,
      "Invalid interval_count: the maximum interval is three years (1095 days, 156 weeks, 36 months or 3 years).",
    );
  if (trial_period_days !== null && trial_period_days < 1)
    throw badParam(
      `${param}[trial_period_days]`,
      "This value must be greater than or equal to 1.",
      "parameter_invalid_integer",
    );
  return { interval, interval_count, meter: null, trial_period_days, usage_type: "licensed" };
}
