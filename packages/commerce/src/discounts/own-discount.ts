import type { QuoteDiscount } from "@dualtrack/db";
import { allocate } from "../pricing/allocate.ts";
import type { DiscountedLine } from "./discount-rule.ts";

/** A discount that staff give on one order alone: no use of it is counted, and no code is needed. */
export interface OwnDiscount {
  /** Of the draft order. */
  id: string;
  /** What it is for; customers read it as its name. */
  name: string;
  /** A share in hundredths of a percent; null: an amount. */
  bps: number | null;
  /** In minor units of the order's currency; null: a share. */
  amount: number | null;
}

/** The columns of a draft order that say its discount. */
export interface DiscountColumns {
  id: string;
  discountBps: number | null;
  discountAmount: number | null;
  discountReason: string | null;
}

/** The discount that a draft order has of its own; null: none. */
export function ownDiscountOf(draft: DiscountColumns): OwnDiscount | null {
  const { id, discountBps: bps, discountAmount: amount, discountReason: name } = draft;
  return name === null ? null : { id, name, bps, amount };
}

interface DiscountedGoods {
  lines: readonly DiscountedLine[];
  /** What other discounts take off each line: a list for each of them. */
  lineAmounts: readonly number[][];
  /** Amounts are multiples of so many minor units. */
  step: number;
}

/**
 * What the discount takes off, allocated by what the others have left of each line; at most all of it. Null: nothing is left to take
 * off.
 */
export function applyOwnDiscount(
  { id: discountId, name, bps, amount }: OwnDiscount,
  { lines, lineAmounts, step }: DiscountedGoods,
): { discount: QuoteDiscount; lineAmounts: number[] } | null {
  const left = lines.map(({ unitAmount, quantity }, index) =>
    Math.floor(lineAmounts.reduce((rest, off) => rest - (off[index] ?? 0), unitAmount * quantity) / step),
  );
  const base = left.reduce((sum, rest) => sum + rest, 0);
  const wanted = bps === null ? Math.floor((amount ?? 0) / step) : shareOf(base, bps);
  const off = allocate(Math.min(wanted, base), left).map((each) => each * step);
  const total = off.reduce((sum, each) => sum + each, 0);
  if (total === 0) return null;
  const discount = { discountId, name, codeId: null, code: null, amount: total, shippingAmount: 0 };
  return { discount: { ...discount, isUncounted: true }, lineAmounts: off };
}

/** A share in hundredths of a percent, rounded half up. */
function shareOf(amount: number, bps: number): number {
  return Number((BigInt(amount) * BigInt(bps) + 5_000n) / 10_000n);
}
