import { findQuote, type Prisma, type QuoteRow } from "@dualtrack/db";
import { recordQuote } from "../checkouts/record-quote.ts";
import { DomainError } from "../domain-error.ts";
import type { Destination } from "../shipping/most-specific-area.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { destinationOf } from "./destination-of.ts";
import { priceGoods } from "./price-goods.ts";

interface PricedCheckout {
  id: string;
  currency: string;
  quoteNumber: number;
  shippingAddress: Prisma.JsonValue;
  order: object | null;
  lines: {
    position: number;
    unitAmount: number;
    quantity: number;
    variant: { weightGrams: number | null };
  }[];
}

/**
 * The price of a checkout at a destination, by everything that is known now. A price that differs from the current quote
 * becomes the next one. Lines keep the unit price for which they were reserved. An order that is paid another way keeps its whole
 * price, and can't go to where another one would be due. The caller holds the checkout's lock.
 *
 * COUNTRY_NOT_SERVED, NO_SHIPPING_METHOD, ORDER_DESTINATION_FIXED.
 */
export async function requote(
  unit: UnitOfWork,
  checkout: PricedCheckout,
  destination: Destination,
): Promise<QuoteRow> {
  const { tx, now, shop } = unit;
  const { id: checkoutId, currency, quoteNumber, order } = checkout;
  const current = await findQuote(tx, { checkoutId, number: quoteNumber });
  if (current === null) throw new Error(`Checkout ${checkoutId} has no quote ${quoteNumber}`);
  const lines = checkout.lines.map(({ position, unitAmount, quantity, variant }) => ({
    ...{ position, unitAmount, quantity },
    weightGrams: variant.weightGrams,
  }));
  const goods = { currency, lines, timeZone: shop.settings.timeZone, at: now };
  const price = await priceGoods(tx, { ...goods, destination });
  if (order !== null) {
    const before = destinationOf(checkout.shippingAddress);
    if (before !== null && !isSamePrice(await priceGoods(tx, { ...goods, destination: before }), price))
      throw new DomainError("ORDER_DESTINATION_FIXED", { country: before.country });
    return current;
  }
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
