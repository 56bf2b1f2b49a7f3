import { type CurrencyTerms, derivedAmount, maxPaymentAmount } from "@dualtrack/contract";
import type { ShippingMethodRow } from "@dualtrack/db";
import type { ShippingRate } from "./rate-amount.ts";

/**
 * A method's rate in the currency of `terms`. One that is in the base currency is converted like prices: its amounts, the free
 * subtotal, and bands of subtotals. Null: no rate of exchange is known, or an amount is more than can be paid.
 */
export function inCurrency(method: ShippingMethodRow, terms: CurrencyTerms): ShippingRate | null {
  const { basis, freeFromAmount, bands, currency } = method;
  if (currency === terms.currency) return { basis, freeFromAmount, bands };
  const amountOf = (amount: number) => derivedAmount(amount, terms) ?? Number.POSITIVE_INFINITY;
  const limitOf = (limit: number) => (basis === "subtotal" ? amountOf(limit) : limit);
  const converted = bands.map(({ from, to, amount }) => ({
    from: limitOf(from),
    to: to === null ? null : limitOf(to),
    amount: amountOf(amount),
  }));
  if (converted.some(({ amount }) => amount > maxPaymentAmount)) return null;
  return {
    basis,
    freeFromAmount: freeFromAmount === null ? null : amountOf(freeFromAmount),
    bands: converted,
  };
}
