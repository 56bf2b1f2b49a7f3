import { type Money, minorDigits } from "@dualtrack/contract";

/**
 * RFC 4180. A cell that a spreadsheet would interpret as a formula is prefixed with an apostrophe; an amount of money is written as a
 * decimal, and is none, also when it is negative.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export const csvFormat = {
  record_delimiter: "windows",
  escape_formulas: true,
  cast: {
    object: (money: object) => ({ value: decimal(money as Money), escape_formulas: false }),
  },
} as const;

/** 1999 eur is 19.99, 500 jpy is 500, -750 eur is -7.50. */
export function decimal({ amount, currency }: Money): string {
  const digits = minorDigits(currency);
  return (amount / 10 ** digits).toFixed(digits);
}
