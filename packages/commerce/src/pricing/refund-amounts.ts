import { amountStep } from "@dualtrack/contract";
import { allocate } from "./allocate.ts";

interface BoughtLine {
  quantity: number;
  /** Price paid for the line, in minor units. */
  totalAmount: number;
}

/**
 * The refund amounts of a line by units, in minor units: at index `n` for `n` units after the `refundedQuantity` refunded
 * before. Each unit has a fixed part of the paid price, so that partial refunds add up to exactly that, and each is one that
 * Stripe can send.
 */
export function refundAmounts(
  { quantity, totalAmount }: BoughtLine,
  { refundedQuantity, currency }: { refundedQuantity: number; currency: string },
): number[] {
  const step = totalAmount % amountStep(currency) === 0 ? amountStep(currency) : 1;
  const units = allocate(
    totalAmount / step,
    Array.from({ length: quantity }, () => 1),
  ).slice(refundedQuantity);
  const amounts = [0];
  for (const [before, amount] of units.entries()) amounts.push((amounts[before] ?? 0) + amount * step);
  return amounts;
}
