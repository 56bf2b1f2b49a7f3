import { ACCOUNT_CURRENCY } from "../account/account.ts";

/** Money in the currency in which the account holds it. */
export interface Settled {
  amount: number;
  currency: string;
  /** Null: nothing was exchanged. */
  exchangeRate: number | null;
}

/**
 * Of each, in dollars. The account has a bank account for the currencies with a price list (`fees.ts`) and holds them as
 * they are; what comes in one of these is exchanged, always at the same rate, so that sums can be tested.
 */
const dollarsFor: Record<string, number> = {
  brl: 0.18,
  chf: 1.12,
  czk: 0.044,
  dkk: 0.147,
  hkd: 0.128,
  huf: 0.0028,
  inr: 0.0118,
  mxn: 0.054,
  nok: 0.094,
  nzd: 0.59,
  pln: 0.26,
  ron: 0.22,
  sek: 0.096,
  sgd: 0.74,
};

/** What it costs to have money exchanged, in percent of it. https://support.stripe.com/questions/currency-conversion-fees */
const conversionPercent = 1;

/** What an amount of a payment is in the account's balance. Exact halves are rounded away from zero, so that a refund takes what its charge brought. */
export function settle(amount: number, currency: string): Settled {
  // All of them have two decimals, as dollars have.
  const exchangeRate = dollarsFor[currency];
  if (exchangeRate === undefined) return { amount, currency, exchangeRate: null };
  const settled = Math.sign(amount) * Math.round(Math.abs(amount) * exchangeRate);
  return { amount: settled, currency: ACCOUNT_CURRENCY, exchangeRate };
}

/** Part of the fee of a charge that was exchanged. */
export function conversionFee({ amount, exchangeRate }: Settled): number {
  return exchangeRate === null ? 0 : Math.round((amount * conversionPercent) / 100);
}
