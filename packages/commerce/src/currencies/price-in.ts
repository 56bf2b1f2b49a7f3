import { type CurrencyTerms, derivedAmount, type Money, maxPaymentAmount } from "@dualtrack/contract";

/** A variant with its prices that are set by hand, in minor units. */
export interface PricedVariant {
  prices: readonly { currency: string; unitAmount: number }[];
}

/**
 * A variant's price in a currency: that set by hand, else derived from the base currency's. Null: it has neither, or no rate is
 * known, so that it can't be sold.
 */
export function priceIn({ prices }: PricedVariant, terms: CurrencyTerms): Money | null {
  const { currency, baseCurrency } = terms;
  const own = prices.find((price) => price.currency === currency);
  if (own !== undefined) return { amount: own.unitAmount, currency };
  const base = prices.find((price) => price.currency === baseCurrency);
  const amount = base === undefined ? null : derivedAmount(base.unitAmount, terms);
  return amount === null || amount > maxPaymentAmount ? null : { amount, currency };
}
