import type { Money } from "../money.ts";

/** A discount that was applied, as people read it. */
export interface DiscountLine {
  name: string;
  /** Null: applied without a code. */
  code: string | null;
  /** Off goods and shipping together. */
  amount: Money;
  /** The part that is off shipping. */
  offShipping: Money;
}

/** A row for each discount; one for all of them where their names are not known. */
export function discountRows(
  discount: Money,
  discounts: readonly DiscountLine[],
): { label: string; amount: Money }[] {
  if (discounts.length === 0) return discount.amount > 0 ? [{ label: "Discount", amount: discount }] : [];
  return discounts.map(({ name, code, amount }) => ({
    label: code === null ? name : `${name} (${code})`,
    amount,
  }));
}

/** What shipping cost before discounts, so that it and the rows of discounts add up. */
export function shippingBefore(shipping: Money, discounts: readonly DiscountLine[]): Money {
  const off = discounts.reduce((sum, { offShipping }) => sum + offShipping.amount, 0);
  return { ...shipping, amount: shipping.amount + off };
}
