import { amountStep, minorDigits } from "../money.ts";
import type { PriceRounding } from "./currency-codes.ts";

/** How amounts of the shop's base currency become amounts in a currency. */
export interface CurrencyTerms {
  /** ISO 4217, lower case, as the base currency's. */
  currency: string;
  baseCurrency: string;
  /** What one unit of the base currency costs, as a decimal in digits; null: not known, so that only prices set by hand count. */
  rate: string | null;
  rounding: PriceRounding;
}

/**
 * What an amount of the base currency becomes in another currency, in minor units of both: converted exactly, then rounded to the
 * nearest value that the rounding rule allows, halves up. An amount that is more than half a step below the lowest such value is
 * rounded to the currency's smallest amount only. 0 stays 0; a positive amount never becomes 0. Null: no rate is known.
 */
export function derivedAmount(amount: number, { currency, baseCurrency, rate, rounding }: CurrencyTerms) {
  if (rate === null) return null;
  if (amount === 0) return 0;
  const [whole = "", fraction = ""] = rate.split(".");
  const numerator = BigInt(amount) * BigInt(whole + fraction) * 10n ** BigInt(minorDigits(currency));
  const denominator = 10n ** BigInt(fraction.length + minorDigits(baseCurrency));
  const nearest = (step: bigint, ending: bigint): bigint => {
    const doubled = 2n * (numerator - ending * denominator) + step * denominator;
    return doubled < 0n ? 0n : ending + (doubled / (2n * step * denominator)) * step;
  };
  const smallest = BigInt(amountStep(currency));
  const ruled = nearest(BigInt(rounding.step), BigInt(rounding.ending));
  if (ruled > 0n) return Number(ruled);
  const plain = nearest(smallest, 0n);
  return Number(plain > 0n ? plain : smallest);
}
