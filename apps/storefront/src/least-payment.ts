import { type Money, minPaymentAmounts } from "@dualtrack/contract";

/** The least that one payment can be, where this total is something, but less than that; null: it can be paid, or nothing is due. */
export function leastPayment({ amount, currency }: Money): Money | null {
  const least = minPaymentAmounts[currency] ?? 0;
  return amount > 0 && amount < least ? { amount: least, currency } : null;
}
