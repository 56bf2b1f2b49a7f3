import { allocate } from "./allocate.ts";
import { refundAmounts } from "./refund-amounts.ts";
import { sumTaxes, type TaxOfRate } from "./tax-of.ts";

/** A line of an order, or its shipping as one unit, with what was paid for it, in minor units. */
export interface PaidPart {
  id: string;
  quantity: number;
  /** Tax included. */
  totalAmount: number;
  taxes: readonly TaxOfRate[];
}

interface PartialRefund {
  /** Minor units. */
  amount: number;
  /** The units that it refunds; the rest of its amount is for none of them. */
  lines: readonly { id: string; quantity: number }[];
}

/**
 * The tax that each refund gives back, by rate, in minor units; refunds in the order in which they were made. A refund takes the
 * price of its units from their line; what it gives beyond is taken from all parts by what is left of them. Of each part, tax goes
 * back in the proportion in which its price does, counted from the beginning, so whatever refunds return a whole order
 * return exactly its tax.
 */
export function refundTaxes(
  parts: readonly PaidPart[],
  refunds: readonly PartialRefund[],
  currency: string,
): TaxOfRate[][] {
  const left = parts.map(({ totalAmount }) => totalAmount);
  const refundedQuantity = parts.map(() => 0);
  return refunds.map(({ amount, lines }) => {
    const before = [...left];
    let rest = Math.min(
      amount,
      left.reduce((sum, each) => sum + each, 0),
    );
    for (const { id, quantity } of lines) {
      const index = parts.findIndex((part) => part.id === id);
      const part = parts[index];
      if (part === undefined) continue;
      const done = refundedQuantity[index] ?? 0;
      const price = refundAmounts(part, { refundedQuantity: done, currency })[quantity] ?? 0;
      const taken = Math.min(price, rest, left[index] ?? 0);
      refundedQuantity[index] = done + quantity;
      left[index] = (left[index] ?? 0) - taken;
      rest -= taken;
    }
    for (const [index, taken] of allocate(rest, left).entries()) left[index] = (left[index] ?? 0) - taken;
    return sumTaxes(
      parts.flatMap((part, index) => taxesBetween(part, before[index] ?? 0, left[index] ?? 0)),
    ).filter(({ taxAmount, taxableAmount }) => taxAmount > 0 || taxableAmount > 0);
  });
}

/** The taxes that go back while what is left of a part's price falls from `before` to `after`. */
function taxesBetween({ totalAmount, taxes }: PaidPart, before: number, after: number): TaxOfRate[] {
  const shareOf = (amount: number, refunded: number) =>
    totalAmount === 0 ? 0 : roundedShare(amount, refunded, totalAmount);
  return taxes.map(({ taxAmount, taxableAmount, ...rate }) => {
    const between = (amount: number) =>
      shareOf(amount, totalAmount - after) - shareOf(amount, totalAmount - before);
    return { ...rate, taxAmount: between(taxAmount), taxableAmount: between(taxableAmount) };
  });
}

/** `amount * part / whole`, rounded half up. */
function roundedShare(amount: number, part: number, whole: number): number {
  return Number((2n * BigInt(amount) * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole)));
}
