import { isShipped, type Money, type ProductKind } from "@dualtrack/contract";

interface ShippedCart {
  lines: readonly { kind: ProductKind; amount: Money }[];
  /** Null: no method takes these goods. */
  shipping: Money | null;
  /** Null: no subtotal makes it free. */
  freeShippingFrom: Money | null;
}

/**
 * How much more in shipped goods makes shipping free; null: nothing does, nothing is shipped, or it is free now. As the rates do,
 * it counts what is shipped, before discounts.
 */
export function missingForFreeShipping({ lines, shipping, freeShippingFrom }: ShippedCart): Money | null {
  if (freeShippingFrom === null || shipping === null || shipping.amount === 0) return null;
  const shipped = lines.filter(({ kind }) => isShipped(kind));
  if (shipped.length === 0) return null;
  const amount = freeShippingFrom.amount - shipped.reduce((sum, line) => sum + line.amount.amount, 0);
  return amount > 0 ? { ...freeShippingFrom, amount } : null;
}
