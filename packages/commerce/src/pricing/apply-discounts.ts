import { allocate } from "./allocate.ts";

export interface CartDiscount {
  /** The most that it deducts, in minor units; never more than the price of its lines. */
  amount: number;
  /** Indices of the lines that it applies to; left out: all. */
  appliesTo?: readonly number[];
}

interface DiscountedLine {
  /** Of all units, in minor units. */
  amount: number;
  unitAmount: number;
  taxRates?: readonly object[];
}

/**
 * What each discount deducts, in total and by line: multiples of `step`, divided among its lines by what is left of their prices
 * after the discounts before. Which of two lines gets a rest does not depend on their order, unless they are alike.
 */
export function applyDiscounts<Discount extends CartDiscount>(
  lines: readonly DiscountedLine[],
  discounts: readonly Discount[],
  step: number,
) {
  const order = canonicalOrder(lines, discounts);
  const left = lines.map(({ amount }) => amount);
  return discounts.map((discount) => {
    const indices = order.filter((index) => discount.appliesTo?.includes(index) ?? true);
    const weights = indices.map((index) => Math.floor((left[index] ?? 0) / step));
    const steps = Math.min(Math.floor(discount.amount / step), sumOf(weights));
    const shares = allocate(steps, weights);
    const allocations = lines.map(() => 0);
    for (const [place, index] of indices.entries()) {
      const share = (shares[place] ?? 0) * step;
      allocations[index] = share;
      left[index] = (left[index] ?? 0) - share;
    }
    return { ...discount, amount: steps * step, allocations };
  });
}

/** Indices of the lines, sorted by all that their price depends on. */
function canonicalOrder(lines: readonly DiscountedLine[], discounts: readonly CartDiscount[]): number[] {
  const keys = lines.map(({ amount, unitAmount, taxRates = [] }, index) => ({
    index,
    key: JSON.stringify([
      amount,
      unitAmount,
      taxRates,
      discounts.map(({ appliesTo }) => appliesTo?.includes(index) ?? true),
    ]),
  }));
  return keys.toSorted((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key))).map(({ index }) => index);
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
