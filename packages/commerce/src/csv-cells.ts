import { type Money, minorDigits } from "@dualtrack/contract";

/**
 * RFC 4180. A cell that a spreadsheet would interpret as a formula is prefixed with an apostrophe.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export const csvFormat = { record_delimiter: "windows", escape_formulas: true } as const;

/** 1999 eur is 19.99, 500 jpy is 500. */
export function decimal({ amount, currency }: Money): string {
  const digits = minorDigits(currency);
  return (amount / 10 ** digits).toFixed(digits);
}

/** The same of an amount that may be negative: as a number, which is no formula. */
export function signedDecimal(money: Money): string | number {
  return money.amount < 0 ? Number(decimal(money)) : decimal(money);
}
