import { minorDigits } from "@dualtrack/contract";

/** A decimal amount in minor units: `5.93` usd is 593, `500.00` jpy is 500. What is less than a minor unit is rounded up. Throws for other text. */
export function readAmount(text: string, currency: string): number {
  const parts = /^(\d{1,9})(?:\.(\d{1,9}))?$/.exec(text);
  if (parts === null) throw new RangeError(`"${text}" is not an amount`);
  const digits = minorDigits(currency);
  const fraction = (parts[2] ?? "").padEnd(digits, "0");
  const whole = Number(`${parts[1]}${fraction.slice(0, digits)}`);
  return whole + (/[1-9]/.test(fraction.slice(digits)) ? 1 : 0);
}
