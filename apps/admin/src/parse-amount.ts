import { minorDigits } from "@dualtrack/contract";

/** The largest amount that the shop and Stripe can store, in minor units. */
const largest = 99_999_999;

export type ParsedAmount = { amount: number; problem: null } | { amount: null; problem: string };

/**
 * Parses a typed amount of `currency`: 24, 24.00 and 24,00 are 2400 cents. The digits are moved as text, so that no
 * amount becomes a floating-point fraction; `1,234` of a currency with cents is refused, not guessed.
 */
export function parseAmount(text: string, currency: string): ParsedAmount {
  const digits = minorDigits(currency);
  const name = currency.toUpperCase();
  const match = /^(\d{1,12})(?:[.,](\d*))?$/.exec(text.replace(/\s/g, ""));
  const [, whole = "", part = ""] = match ?? [];
  if (!match) return problem(`Write the amount in digits, e.g. ${example(digits)}`);
  if (part.length > digits)
    return problem(digits === 0 ? `${name} has no decimals` : `${name} has at most ${digits} decimals`);
  const amount = Number(whole + part.padEnd(digits, "0"));
  return amount > largest ? problem("That is more than any order") : { amount, problem: null };
}

/** An amount as its field shows it: 2400 eur is `24.00`. */
export function amountText(amount: number, currency: string): string {
  const digits = minorDigits(currency);
  return (amount / 10 ** digits).toFixed(digits);
}

function example(digits: number): string {
  return digits === 0 ? "24" : `24.${"0".repeat(digits)}`;
}

function problem(message: string): ParsedAmount {
  return { amount: null, problem: message };
}
