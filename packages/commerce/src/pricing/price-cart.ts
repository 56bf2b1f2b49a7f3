import { allocate } from "./allocate.ts";
import { shippingFor } from "./shipping.ts";

interface Priced {
  /** Price of one unit, in minor units. */
  unitAmount: number;
  quantity: number;
}

/** A discount on lines. */
interface Adjustment {
  /** The most that it deducts, in minor units; never more than the price of the lines. */
  amount: number;
}

interface PricedCart<Line, Applied> {
  currency: string;
  lines: readonly Line[];
  /** In the order of application; each is allocated by the prices after those before it. */
  adjustments?: readonly Applied[];
  /** Shipping costs that were agreed before, in minor units; left out: the current costs. */
  shippingAmount?: number;
}

/**
 * Prices a cart, in minor units of `currency`. This is the only place that computes sums: cart, checkout, order, mails and
 * refunds use its results, and check constraints in the database verify them.
 *
 * Each line has the `amount` of its units, the `discountAmount` of all adjustments, the `taxAmount` on top, and the
 * `totalAmount` to pay. The cart's `totalAmount` is the sum of those and shipping.
 */
export function priceCart<Line extends Priced, Applied extends Adjustment = Adjustment>({
  currency,
  lines,
  adjustments = [],
  shippingAmount: agreedShipping,
}: PricedCart<Line, Applied>) {
  const amounts = lines.map(({ unitAmount, quantity }) => unitAmount * quantity);
  const subtotalAmount = sumOf(amounts);
  const applied = applyAdjustments(amounts, adjustments);
  const discounts = amounts.map((_, index) =>
    sumOf(applied.map(({ allocations }) => allocations[index] ?? 0)),
  );
  const priced = lines.map((line, index) => {
    const [amount = 0, discountAmount = 0] = [amounts[index], discounts[index]];
    const taxAmount = 0; // there is no tax on top of prices yet
    return { ...line, amount, discountAmount, taxAmount, totalAmount: amount - discountAmount + taxAmount };
  });
  const shippingAmount = agreedShipping ?? (lines.length === 0 ? 0 : shippingFor(currency, subtotalAmount));
  return {
    lines: priced,
    adjustments: applied,
    subtotalAmount,
    discountAmount: sumOf(discounts),
    shippingAmount,
    taxAmount: sumOf(priced.map(({ taxAmount }) => taxAmount)),
    totalAmount: sumOf(priced.map(({ totalAmount }) => totalAmount)) + shippingAmount,
  };
}

/** The deduction of each adjustment, in total and by line. */
function applyAdjustments<Applied extends Adjustment>(
  amounts: readonly number[],
  adjustments: readonly Applied[],
) {
  let left = [...amounts];
  return adjustments.map((adjustment) => {
    const amount = Math.min(adjustment.amount, sumOf(left));
    const allocations = allocate(amount, left);
    left = left.map((rest, index) => rest - (allocations[index] ?? 0));
    return { ...adjustment, amount, allocations };
  });
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
