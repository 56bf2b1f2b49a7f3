import type { CurrencyTerms } from "@dualtrack/contract";
import { type CurrenciesRow, readCurrencies, type Tx } from "@dualtrack/db";
import { baseTerms, offeredTerms, termsOf } from "./currency-terms.ts";

interface Customer {
  /** The hash of their cart's token; null: they have none. */
  tokenHash: string | null;
  /** Where they are, ISO 3166-1 alpha-2, as far as it is known. */
  country: string | null;
}

/** The terms of the currency in which a customer sees prices. One statement. */
export async function customerTerms(tx: Tx, { tokenHash, country }: Customer): Promise<CurrencyTerms> {
  return chosenTerms(await readCurrencies(tx, { tokenHash }), country);
}

/**
 * The currency of the cart; without a cart that of the customer's country; else the base currency, as for a currency that is not
 * offered any more.
 */
export function chosenTerms(currencies: CurrenciesRow, country: string | null): CurrencyTerms {
  const { cartCurrency, offered } = currencies;
  if (cartCurrency !== null) return termsOf(currencies, cartCurrency) ?? baseTerms(currencies);
  const own = offered.find(
    (each) => country !== null && each.rate !== null && each.countries.includes(country),
  );
  return own === undefined ? baseTerms(currencies) : offeredTerms(currencies, own);
}
