import { allocate } from "./allocate.ts";

interface BoughtLine {
  quantity: number;
  /** What was paid for the line, in minor units. */
  totalAmount: number;
}

/**
 * What giving back units of a line gives back, in minor units: at `n`, of `n` more than the `refundedQuantity` that were
 * given back before. Each unit has its own part of what was paid, so any portions add up to exactly that.
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
