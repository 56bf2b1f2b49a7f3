import type { SandboxContext } from "../../context/sandbox-context.ts";
import { allocate } from "../../core/allocate.ts";
import type { Coupon } from "../../stripe/stripe-types.ts";
import { currencyOptionsOf, hiddenOf } from "./hidden.ts";

/** A line that a discount may make cheaper. `amount` is all of it, in minor units: quantity times price. */
export interface DiscountableLine {
  amount: number;
  product: string;
}

/**
 * What a coupon takes off each line, in minor units, in the order of the lines. A percentage is taken of the sum of the
 * lines that it is for and rounded once, half up; an amount is never more than that sum. Either is spread in proportion
 * to the lines, so that the discounts add up exactly and none is above its line. A coupon without an amount in this
 * currency takes off nothing.
 */
export function discountOf(
  context: SandboxContext,
  coupon: Coupon,
  lines: readonly DiscountableLine[],
  currency: string,
): number[] {
  const { products } = hiddenOf(context, coupon.id);
  const weights = lines.map(({ amount, product }) => (!products || products.includes(product) ? amount : 0));
  const sum = weights.reduce((total, one) => total + one, 0);
  const off =
    coupon.percent_off !== null
      ? percentOf(sum, coupon.percent_off)
      : (currencyOptionsOf(context, coupon)?.[currency]?.amount_off ?? 0);
  return allocate(Math.min(off, sum), weights);
}

/** Rounded half up; `percent` has at most two places. */
function percentOf(sum: number, percent: number): number {
  const hundredths = BigInt(Math.round(percent * 100));
  return Number((BigInt(sum) * hundredths + 5_000n) / 10_000n);
}
