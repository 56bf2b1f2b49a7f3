import type { CurrencyTerms } from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";

/** The columns of a checkout that keep its currency. */
interface CurrencyColumns {
  currency: string;
  baseCurrency: string;
  exchangeRate: Prisma.Decimal | null;
  priceStep: number;
  priceEnding: number;
}

/** The terms that a checkout was started with. */
export function checkoutTerms(checkout: CurrencyColumns): CurrencyTerms {
  const { currency, baseCurrency, exchangeRate, priceStep: step, priceEnding: ending } = checkout;
  return { currency, baseCurrency, rate: exchangeRate?.toFixed() ?? null, rounding: { step, ending } };
}

/** The terms as columns. */
export function termsColumns({ currency, baseCurrency, rate, rounding }: CurrencyTerms) {
  const { step: priceStep, ending: priceEnding } = rounding;
  return { currency, baseCurrency, exchangeRate: rate, priceStep, priceEnding };
}
