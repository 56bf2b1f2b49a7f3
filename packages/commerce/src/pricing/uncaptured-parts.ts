import { type PaidPart, taxesOfShare } from "./refund-taxes.ts";
import { type PartialRefund, takeRefund } from "./take-refund.ts";

/**
 * What is charged of the parts of an order after these cancellations, in the order in which they were made: fewer units, their price, and
 * the tax in that. What is cancelled and what is charged add up to the whole, price and tax alike.
 */
export function chargedParts<Part extends PaidPart>(
  parts: readonly Part[],
  cancellations: readonly PartialRefund[],
  currency: string,
): Part[] {
  return cancellations.reduce<Part[]>(
    (left, cancellation) => {
      const taken = takeRefund(
        left.map(({ id, quantity, totalAmount }) => ({
          ...{ id, quantity, totalAmount, left: totalAmount, refundedQuantity: 0 },
        })),
        cancellation,
        currency,
      );
      return left.map((part, index) => without(part, unitsOf(cancellation, part.id), taken[index] ?? 0));
    },
    [...parts],
  );
}

function without<Part extends PaidPart>(part: Part, units: number, amount: number): Part {
  const taken = taxesOfShare(part, amount);
  return {
    ...part,
    quantity: part.quantity - units,
    totalAmount: part.totalAmount - amount,
    taxes: part.taxes.map((tax, index) => ({
      ...tax,
      taxAmount: tax.taxAmount - (taken[index]?.taxAmount ?? 0),
      taxableAmount: tax.taxableAmount - (taken[index]?.taxableAmount ?? 0),
    })),
  };
}

function unitsOf({ lines }: PartialRefund, partId: string): number {
  return lines.filter(({ id }) => id === partId).reduce((sum, { quantity }) => sum + quantity, 0);
}
