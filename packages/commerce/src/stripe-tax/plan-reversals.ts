import type { RecordedLine, TaxedPart } from "./taxed-part.ts";

/** A transaction at Stripe and what is not reversed of its lines. */
export interface ReversibleSale {
  transactionId: string;
  lines: readonly RecordedLine[];
}

interface PlannedReversals {
  /** The oldest transaction first; those without anything to reverse are left out. */
  reversals: ReversibleSale[];
  /** What is left of all transactions after them. */
  left: ReversibleSale[];
  /** Whether the transactions have less left than the parts want, in minor units. */
  isShort: boolean;
}

/**
 * Which lines of an order's transactions a credit note reverses: its parts, from the oldest transaction on. There is more than one only
 * after a refund has failed that was recorded before, as Stripe reverses no reversal.
 */
export function planReversals(
  sales: readonly ReversibleSale[],
  parts: readonly TaxedPart[],
): PlannedReversals {
  const wanted = new Map(parts.map(({ position, ...part }) => [position, { ...part }]));
  const planned = sales.map(({ transactionId, lines }) => {
    const taken = lines.map((line): RecordedLine => {
      const part = wanted.get(line.position) ?? { amount: 0, taxAmount: 0 };
      const amount = Math.min(part.amount, line.amount);
      const taxAmount = Math.min(part.taxAmount, line.taxAmount);
      wanted.set(line.position, { amount: part.amount - amount, taxAmount: part.taxAmount - taxAmount });
      return { ...line, amount, taxAmount };
    });
    const left = lines.map((line, place) => ({
      ...line,
      amount: line.amount - (taken[place]?.amount ?? 0),
      taxAmount: line.taxAmount - (taken[place]?.taxAmount ?? 0),
    }));
    return { transactionId, taken: taken.filter((line) => line.amount + line.taxAmount > 0), left };
  });
  return {
    reversals: planned
      .filter(({ taken }) => taken.length > 0)
      .map(({ transactionId, taken }) => ({ transactionId, lines: taken })),
    left: planned.map(({ transactionId, left }) => ({ transactionId, lines: left })),
    isShort: [...wanted.values()].some(({ amount }) => amount > 0),
  };
}
