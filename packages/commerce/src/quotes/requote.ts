import type { Prisma, QuoteRow, QuoteTax } from "@dualtrack/db";
import { checkoutTerms } from "../checkouts/checkout-terms.ts";
import { recordQuote } from "../checkouts/record-quote.ts";
import type { CartDiscounts } from "../discounts/discount-cart.ts";
import { releaseUses } from "../discounts/discount-uses.ts";
import { DomainError } from "../domain-error.ts";
import type { Destination } from "../shipping/most-specific-area.ts";
import { readQuotedMethod } from "../shipping/quoted-method.ts";
import type { ShippingOption } from "../shipping/shipping-options.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { destinationOf } from "./destination-of.ts";
import { priceGoods } from "./price-goods.ts";
import { reserveUses } from "./reserve-uses.ts";

interface PricedCheckout {
  id: string;
  currency: string;
  baseCurrency: string;
  exchangeRate: Prisma.Decimal | null;
  priceStep: number;
  priceEnding: number;
  shippingAddress: Prisma.JsonValue;
  /** As `customerKey` writes it; null: not known yet. */
  customerKey: string | null;
  cart: { discountCodes: string[] } | null;
  order: object | null;
  lines: {
    position: number;
    unitAmount: number;
    quantity: number;
    variant: { weightGrams: number | null; product: { id: string; taxCode: string } };
  }[];
}

/** What the customer has chosen so far. */
interface Choice {
  /** The checkout's current quote. */
  current: QuoteRow;
  destination: Destination;
  /** Null: none of those that are offered; then the current quote's method stays, if it is offered there. */
  methodId: string | null;
}

interface Requoted {
  quote: QuoteRow;
  options: ShippingOption[];
  /** Codes that take nothing off. */
  refused: CartDiscounts["refused"];
}

/**
 * The price of a checkout at a destination with a shipping method, by everything that is known now, and the methods that are
 * offered there. A price that differs from the current quote becomes the next one. Lines keep the unit price for which they
 * were reserved, and the checkout keeps its currency and rate of exchange. An order that is paid another way keeps its whole price
 * and its method, and can't go to where another price would be due. Uses of the discounts that are applied are reserved, others
 * released. The caller holds the checkout's lock.
 *
 * COUNTRY_NOT_SERVED, NO_SHIPPING_METHOD, ORDER_DESTINATION_FIXED.
 */
export async function requote(
  unit: UnitOfWork,
  checkout: PricedCheckout,
  { current, destination, methodId }: Choice,
): Promise<Requoted> {
  const { tx, now, shop } = unit;
  const { id: checkoutId, order } = checkout;
  const lines = checkout.lines.map(({ position, unitAmount, quantity, variant }) => ({
    ...{ position, unitAmount, quantity },
    weightGrams: variant.weightGrams,
    productId: variant.product.id,
    taxCode: variant.product.taxCode,
  }));
  const quotedId = readQuotedMethod(current.shippingMethod)?.id ?? null;
  const codes = order === null ? (checkout.cart?.discountCodes ?? []) : codesOf(current);
  const discounts = { codes, customer: checkout.customerKey, ownCheckoutIds: [checkoutId] };
  const terms = checkoutTerms(checkout);
  const goods = { terms, lines, timeZone: shop.settings.timeZone, at: now, discounts };
  const ofOrder = { ...goods, methodId: quotedId };
  if (order !== null) {
    const { price } = await priceGoods(tx, { ...ofOrder, destination });
    const before = destinationOf(checkout.shippingAddress);
    if (
      before !== null &&
      !isSamePrice((await priceGoods(tx, { ...ofOrder, destination: before })).price, price)
    )
      throw new DomainError("ORDER_DESTINATION_FIXED", { country: before.country });
    return { quote: current, options: [], refused: [] };
  }
  const chosen = { ...goods, destination, methodId: methodId ?? quotedId };
  const { price, options, refused } = await reserveUses(unit, {
    ...{ checkoutId, goods: chosen, priced: await priceGoods(tx, chosen) },
  });
  const applied = price.discounts.map(({ discountId }) => discountId);
  if (current.discounts.some(({ discountId }) => !applied.includes(discountId)))
    await releaseUses(unit, { checkoutId, except: applied });
  const isSame =
    isSamePrice(current, price) && methodText(current.shippingMethod) === methodText(price.shippingMethod);
  if (isSame) return { quote: current, options, refused };
  return { quote: { ...price, number: await recordQuote(unit, { checkoutId, price }) }, options, refused };
}

function codesOf({ discounts }: QuoteRow): string[] {
  return discounts.flatMap(({ code }) => code ?? []);
}

type Price = Omit<QuoteRow, "number">;

/**
 * Whether two quotes of a checkout are the same for the customer: the price of everything, and the method by which it is shipped. The
 * days may differ, and so may the method's id.
 */
function isSamePrice(a: Price, b: Price): boolean {
  return !isOtherMethod(a, b) && textOf(a) === textOf(b);
}

/** Whether customers read different methods in two quotes. Quotes of before there was a choice have none. */
export function isOtherMethod(a: Pick<Price, "shippingMethod">, b: Pick<Price, "shippingMethod">): boolean {
  const [was, is] = [readQuotedMethod(a.shippingMethod), readQuotedMethod(b.shippingMethod)];
  return was !== null && is !== null && (was.name !== is.name || was.isPickup !== is.isPickup);
}

/** The stored method in one spelling: the database does not keep the order of its fields. */
function methodText(stored: Prisma.JsonValue | undefined): string {
  const method = readQuotedMethod(stored);
  return JSON.stringify(
    method && [method.id, method.name, method.isPickup, method.arrives?.from, method.arrives?.to],
  );
}

function textOf({ lines, ...sums }: Price): string {
  const { subtotalAmount, discountAmount, shippingAmount, taxAmount, totalAmount } = sums;
  const byRate = (taxes: readonly QuoteTax[]) =>
    taxes.map((tax) => [tax.jurisdiction, tax.name, tax.rate, tax.taxableAmount, tax.taxAmount]);
  return JSON.stringify([
    [subtotalAmount, discountAmount, shippingAmount, taxAmount, totalAmount, sums.taxBehavior],
    byRate(sums.shippingTaxes),
    sums.discounts.map((each) => [each.discountId, each.code, each.name, each.amount, each.shippingAmount]),
    lines
      .toSorted((a, b) => a.position - b.position)
      .map((line) => [line.position, line.discountAmount, line.totalAmount, byRate(line.taxes)]),
  ]);
}
