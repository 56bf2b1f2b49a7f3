import type { CurrencyTerms } from "@dualtrack/contract";
import type { CurrenciesRow, OfferedCurrencyRow } from "@dualtrack/db";

/** The base currency, where nothing is converted. */
export function baseTerms({ baseCurrency }: Pick<CurrenciesRow, "baseCurrency">): CurrencyTerms {
  return { currency: baseCurrency, baseCurrency, rate: "1", rounding: { step: 1, ending: 0 } };
}

/** The terms of a currency that the shop sells in; null: it is not offered. */
export function termsOf(currencies: CurrenciesRow, currency: string): CurrencyTerms | null {
  if (currency === currencies.baseCurrency) return baseTerms(currencies);
  const offered = currencies.offered.find((each) => each.currency === currency);
  return offered === undefined ? null : offeredTerms(currencies, offered);
}

export function offeredTerms(
  { baseCurrency }: Pick<CurrenciesRow, "baseCurrency">,
  { currency, rate, priceStep: step, priceEnding: ending }: OfferedCurrencyRow,
): CurrencyTerms {
  return { currency, baseCurrency, rate, rounding: { step, ending } };
}
