import { allocate } from "./allocate.ts";
import { shippingFor } from "./shipping.ts";

interface Priced {
  /** For one, in minor units. */
  unitAmount: number;
  quantity: number;
}

/** Something that lowers what is paid for lines. */
interface Adjustment {
  /** Minor units that it takes off at most; never more than lines cost. */
  amount: number;
}

interface PricedCart<Line, Applied> {
  currency: string;
  lines: readonly Line[];
  /** In the order in which they are applied; each is allocated by what those before it have left of a line. */
  adjustments?: readonly Applied[];
  /** What shipping costs, where that was agreed before; left out: what it costs now. */
  shippingAmount?: number;
}

/**
 * What a cart costs, all in minor units of `currency`: the one place where sums are made. Cart, checkout, order, mails and
 * refunds show what it computed, and the database refuses a checkout or an order whose sums say otherwise.
 *
 * Of a line: `amount` for its units, `discountAmount` of all adjustments, `taxAmount` on top, and `totalAmount`, what is
 * paid for it. `totalAmount` of the cart is the sum of those and shipping.
 */
export function priceCart<Line extends Priced, Applied extends Adjustment = Adjustment>({
  currency,
  lines,
  adjustments = [],
  shippingAmount: agreed,
}: PricedCart<Line, Applied>) {
  const amounts = lines.map(({ unitAmount, quantity }) => unitAmount * quantity);
  const subtotalAmount = sumOf(amounts);
  const applied = applyAdjustments(amounts, adjustments);
  const discounts = amounts.map((_, index) =>
    sumOf(applied.map(({ allocations }) => allocations[index] ?? 0)),
  );
  const priced = lines.map((line, index) => {
    const [amount = 0, discountAmount = 0] = [amounts[index], discounts[index]];
    const taxAmount = 0; // nothing is added to prices yet
    return { ...line, amount, discountAmount, taxAmount, totalAmount: amount - discountAmount + taxAmount };
  });
  const shippingAmount = agreed ?? (lines.length === 0 ? 0 : shippingFor(currency, subtotalAmount));
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

/** What each adjustment takes off, in all and of each line. */
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
