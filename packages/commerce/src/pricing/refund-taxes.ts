import { type PartialRefund, takeRefund } from "./take-refund.ts";
import { sumTaxes, type TaxOfRate } from "./tax-of.ts";

/** A line of an order, or its shipping as one unit, with what was paid for it, in minor units. */
export interface PaidPart {
  id: string;
  quantity: number;
  /** Tax included. */
  totalAmount: number;
  taxes: readonly TaxOfRate[];
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
  let state = parts.map(({ id, quantity, totalAmount }) => ({
    ...{ id, quantity, totalAmount, left: totalAmount, refundedQuantity: 0 },
  }));
  return refunds.map((refund) => {
    const before = state;
    const taken = takeRefund(before, refund, currency);
    state = before.map((part, index) => ({
      ...part,
      left: part.left - (taken[index] ?? 0),
      refundedQuantity: part.refundedQuantity + unitsOf(refund, part.id),
    }));
    return sumTaxes(
      parts.flatMap((part, index) => taxesBetween(part, before[index]?.left ?? 0, state[index]?.left ?? 0)),
    ).filter(({ taxAmount, taxableAmount }) => taxAmount > 0 || taxableAmount > 0);
  });
}

function unitsOf({ lines }: PartialRefund, partId: string): number {
  return lines.filter(({ id }) => id === partId).reduce((sum, { quantity }) => sum + quantity, 0);
}

/** The taxes that go back while what is left of a part's price falls from `before` to `after`. */
function taxesBetween(part: PaidPart, before: number, after: number): TaxOfRate[] {
  const atFirst = taxesOfShare(part, part.totalAmount - before);
  return taxesOfShare(part, part.totalAmount - after).map((tax, index) => ({
    ...tax,
    taxAmount: tax.taxAmount - (atFirst[index]?.taxAmount ?? 0),
    taxableAmount: tax.taxableAmount - (atFirst[index]?.taxableAmount ?? 0),
  }));
}

/**
 * The taxes in the first `amount` of what was paid for a part, each rounded half up. What is taxed is the rest of the amount, so that
 * price and taxes add up to it; where they don't in the whole part, it is rounded, too.
 */
export function taxesOfShare(
  { totalAmount, taxes }: Pick<PaidPart, "totalAmount" | "taxes">,
  amount: number,
): TaxOfRate[] {
  const shareOf = (whole: number) => (totalAmount === 0 ? 0 : roundedShare(whole, amount, totalAmount));
  const taxOf = (read: (taxAmount: number) => number) =>
    taxes.reduce((sum, { taxAmount }) => sum + read(taxAmount), 0);
  const untaxed = totalAmount - taxOf((whole) => whole);
  const rest = amount - taxOf(shareOf);
  return taxes.map(({ taxAmount, taxableAmount, ...rate }) => ({
    ...rate,
    taxAmount: shareOf(taxAmount),
    taxableAmount: taxableAmount === untaxed ? rest : shareOf(taxableAmount),
  }));
}

/** `amount * part / whole`, rounded half up. */
function roundedShare(amount: number, part: number, whole: number): number {
  return Number((2n * BigInt(amount) * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole)));
}
