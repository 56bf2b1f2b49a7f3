import { shippingRate } from "./shipping.ts";

interface Priced {
  /** For one, in minor units. */
  unitAmount: number;
  quantity: number;
}

/**
 * What a cart costs, all in minor units of `currency`: the one place where sums are made. Cart, checkout, order, mails and
 * refunds show what it computed, and the database refuses a checkout or an order whose sums say otherwise.
 */
export function priceCart<Line extends Priced>({ currency, lines }: { currency: string; lines: Line[] }) {
  const priced = lines.map((line) => ({ ...line, amount: line.unitAmount * line.quantity }));
  const subtotalAmount = priced.reduce((sum, { amount }) => sum + amount, 0);
  const { flat, freeFrom } = shippingRate(currency);
  const shippingAmount = lines.length === 0 || subtotalAmount >= freeFrom ? 0 : flat;
  return { lines: priced, subtotalAmount, shippingAmount, totalAmount: subtotalAmount + shippingAmount };
}
