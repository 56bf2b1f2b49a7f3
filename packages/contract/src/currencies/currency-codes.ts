import { minorDigits } from "../money.ts";

/** Where the rate of a currency comes from: typed in by staff, or the feed of the European Central Bank. */
export const rateSources = ["manual", "feed"] as const;
export type RateSource = (typeof rateSources)[number];

/** How the last request of the feed failed. */
export const rateFeedProblems = ["unreachable", "too_slow", "refused", "unreadable", "too_large"] as const;
export type RateFeedProblem = (typeof rateFeedProblems)[number];

/** Derived amounts are multiples of `step` plus `ending`, in minor units: 100 and 99 make prices such as 4.99. */
export interface PriceRounding {
  step: number;
  ending: number;
}

/** Of a currency with two decimals, in hundredths of its unit. */
const roundings: readonly PriceRounding[] = [
  { step: 1, ending: 0 },
  { step: 5, ending: 0 },
  { step: 10, ending: 0 },
  { step: 50, ending: 0 },
  { step: 100, ending: 0 },
  { step: 100, ending: 99 },
  { step: 100, ending: 95 },
  { step: 100, ending: 90 },
  { step: 1_000, ending: 990 },
];

/** Of a currency without decimals, whose prices have more digits. */
const wholeRoundings: readonly PriceRounding[] = [
  { step: 1, ending: 0 },
  { step: 10, ending: 0 },
  { step: 100, ending: 0 },
  { step: 100, ending: 80 },
  { step: 100, ending: 90 },
  { step: 1_000, ending: 980 },
];

/** The rounding rules that a currency can have, the finest first, which is no rule. */
export function priceRoundingsOf(currency: string): readonly PriceRounding[] {
  const digits = minorDigits(currency);
  if (digits === 0) return wholeRoundings;
  const factor = 10 ** (digits - 2);
  return roundings.map(({ step, ending }) => ({ step: step * factor, ending: ending * factor }));
}

/** The rate of an amount in digits: up to ten before the point and ten after it. */
export const ratePattern = /^(?=.*[1-9])\d{1,10}(?:\.\d{1,10})?$/;
