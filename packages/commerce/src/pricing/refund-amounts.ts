import { allocate } from "./allocate.ts";

interface BoughtLine {
  quantity: number;
  /** Price paid for the line, in minor units. */
  totalAmount: number;
}

/**
 * The refund amounts of a line by units, in minor units: at index `n` for `n` units after the `refundedQuantity` refunded
 * before. Each unit has a fixed part of the paid price, so that partial refunds add up to exactly that.
 */
export function refundAmounts({ quantity, totalAmount }: BoughtLine, refundedQuantity: number): number[] {
  const units = allocate(
    totalAmount,
    Array.from({ length: quantity }, () => 1),
  ).slice(refundedQuantity);
  const amounts = [0];
  for (const [before, amount] of units.entries()) amounts.push((amounts[before] ?? 0) + amount);
  return amounts;
}
