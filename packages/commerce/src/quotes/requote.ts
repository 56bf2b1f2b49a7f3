import { findQuote, type QuoteRow } from "@dualtrack/db";
import { recordQuote } from "../checkouts/record-quote.ts";
import { priceCart } from "../pricing/price-cart.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

interface PricedCheckout {
  id: string;
  currency: string;
  quoteNumber: number;
  order: object | null;
  lines: { position: number; unitAmount: number; quantity: number }[];
}

/**
 * The price of a checkout by everything that is known now. A price that differs from the current quote becomes the next
 * one. Lines keep the unit price for which they were reserved, and an order that is paid another way keeps its whole price.
 * The caller holds the checkout's lock.
 */
export async function requote(
  unit: UnitOfWork,
  { id: checkoutId, currency, quoteNumber, order, lines }: PricedCheckout,
): Promise<QuoteRow> {
  const current = await findQuote(unit.tx, { checkoutId, number: quoteNumber });
  if (current === null) throw new Error(`Checkout ${checkoutId} has no quote ${quoteNumber}`);
  if (order !== null) return current;
  const { adjustments: _, ...price } = priceCart({ currency, lines });
  if (isSamePrice(current, price)) return current;
  return { ...price, number: await recordQuote(unit, { checkoutId, price }) };
}

type Price = Omit<QuoteRow, "number">;

/** Whether two quotes of a checkout charge the same for everything. */
export function isSamePrice(a: Price, b: Price): boolean {
  return textOf(a) === textOf(b);
}

function textOf({ lines, ...sums }: Price): string {
  const { subtotalAmount, discountAmount, shippingAmount, taxAmount, totalAmount } = sums;
  return JSON.stringify([
    [subtotalAmount, discountAmount, shippingAmount, taxAmount, totalAmount],
    lines
      .toSorted((a, b) => a.position - b.position)
      .map((line) => [line.position, line.discountAmount, line.taxAmount, line.totalAmount]),
  ]);
}
