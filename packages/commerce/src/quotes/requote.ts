import { isShipped } from "@dualtrack/contract";
import type { Prisma, ProductKind, QuoteRow, QuoteTax } from "@dualtrack/db";
import { checkoutTerms } from "../checkouts/checkout-terms.ts";
import { recordQuote } from "../checkouts/record-quote.ts";
import type { CartDiscounts } from "../discounts/discount-cart.ts";
import { releaseUses } from "../discounts/discount-uses.ts";
import { type DiscountColumns, ownDiscountOf } from "../discounts/own-discount.ts";
import { DomainError } from "../domain-error.ts";
import type { RatedUnit } from "../live-rates/rate-request.ts";
import { MissingRates } from "../live-rates/with-live-rates.ts";
import type { Destination } from "../shipping/most-specific-area.ts";
import { readQuotedMethod } from "../shipping/quoted-method.ts";
import { readQuotedRate } from "../shipping/quoted-rate.ts";
import type { ShippingOption } from "../shipping/shipping-options.ts";
import { switchesOf } from "../switches/switches-of.ts";
import type { TaxAnswers } from "../tax/tax-answers.ts";
import type { TaxDestination } from "../tax/tax-engine.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { destinationOf } from "./destination-of.ts";
import { isExempt } from "./is-exempt.ts";
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
  billingAddress: Prisma.JsonValue;
  vatId: string | null;
  /** As `customerKey` writes it; null: not known yet. */
  customerKey: string | null;
  cart: { discountCodes: string[] } | null;
  /** The draft order whose goods it reserves; null: a cart's. */
  draftOrder: DraftedDiscounts | null;
  order: object | null;
  lines: {
    position: number;
    kind: ProductKind;
    unitAmount: number;
    quantity: number;
    variant: {
      weightGrams: number | null;
      lengthMm: number | null;
      widthMm: number | null;
      heightMm: number | null;
      product: { id: string; taxCode: string };
    };
  }[];
}

/** What staff have written into a draft order that changes its price. */
interface DraftedDiscounts extends DiscountColumns {
  discountCodes: string[];
}

/** The codes that were entered for a checkout: by its customer for a cart, by staff for a draft order. */
export function codesOf({ cart, draftOrder }: Pick<PricedCheckout, "cart" | "draftOrder">): string[] {
  return draftOrder?.discountCodes ?? cart?.discountCodes ?? [];
}

/** What the customer has chosen so far. */
interface Choice {
  /** The checkout's current quote. */
  current: QuoteRow;
  destination: Destination & TaxDestination;
  taxAnswers: TaxAnswers;
  /** Null: none of those that are offered; then the current quote's method stays, if it is offered there. */
  methodId: string | null;
  /** The answer of carriers that was just asked for; null: none was, so that carriers may be asked first. */
  liveAnswerId: string | null;
  /** Whether only the chosen method counts, as when it is paid. */
  isPaid?: boolean;
  /** A VAT id that counts for tax; null: none. An order that is paid another way keeps its own. */
  customerVatId: string | null;
}

interface Requoted {
  quote: QuoteRow;
  options: ShippingOption[];
  /** Codes that take nothing off. */
  refused: CartDiscounts["refused"];
  /** Codes that take off less than they are worth. */
  capped: CartDiscounts["capped"];
}

/**
 * The price of a checkout at a destination with a shipping method, by everything that is known now, and the methods that are
 * offered there. A price that differs from the current quote becomes the next one. Lines keep the unit price for which they
 * were reserved, and the checkout keeps its currency and rate of exchange. An order that is paid another way keeps its whole price
 * and its method, and can't go to where another price would be due, nor elsewhere if a carrier has priced it. Uses of the discounts that are applied are reserved, others
 * released. The caller holds the checkout's lock.
 *
 * Instead of a price, `MissingRates` says what carriers must be asked first; then nothing has changed.
 * COUNTRY_NOT_SERVED, NO_SHIPPING_METHOD, ORDER_DESTINATION_FIXED, and what `taxGoods` throws.
 */
export async function requote(
  unit: UnitOfWork,
  checkout: PricedCheckout,
  { current, destination, taxAnswers, methodId, customerVatId, liveAnswerId, isPaid = false }: Choice,
): Promise<Requoted | MissingRates> {
  const { tx, now, shop } = unit;
  const { id: checkoutId, order } = checkout;
  const lines = checkout.lines.map(({ position, kind, unitAmount, quantity, variant }) => ({
    ...{ position, kind, unitAmount, quantity },
    weightGrams: variant.weightGrams,
    productId: variant.product.id,
    taxCode: variant.product.taxCode,
  }));
  const quotedId = readQuotedMethod(current.shippingMethod)?.id ?? null;
  const codes = order === null ? codesOf(checkout) : codesOfQuote(current);
  const ownDiscount = checkout.draftOrder && ownDiscountOf(checkout.draftOrder);
  // What staff have promised, or is paid another way, keeps its discounts.
  const isOfCart = order === null && checkout.draftOrder === null;
  const areOff = isOfCart && !(await switchesOf(shop.settings, unit)).discounts;
  const discounts = {
    codes,
    customer: checkout.customerKey,
    ownCheckoutIds: [checkoutId],
    ownDiscount,
    areOff,
  };
  const terms = checkoutTerms(checkout);
  const { settingsVersion } = unit.state ?? {};
  const goods = {
    ...{ settingsVersion, terms, lines, discounts, taxAnswers },
    ...{ timeZone: shop.settings.timeZone, at: now },
  };
  const ofOrder = {
    ...goods,
    methodId: quotedId,
    customerVatId: isExempt(current) ? checkout.vatId : null,
  };
  if (order !== null) {
    const { price } = await priceGoods(tx, { ...ofOrder, destination });
    const before = destinationOf(checkout);
    if (
      before !== null &&
      (isPricedElsewhere(current, before, destination) ||
        !isSamePrice((await priceGoods(tx, { ...ofOrder, destination: before })).price, price))
    )
      throw new DomainError("ORDER_DESTINATION_FIXED", { country: before.country });
    return { quote: current, options: [], refused: [], capped: [] };
  }
  const answerId = liveAnswerId ?? readQuotedRate(current.shippingMethod)?.answerId ?? null;
  const liveRates = {
    ...{ isConnected: shop.carrier !== null, answerId, ofChosenOnly: isPaid },
    isAsked: liveAnswerId !== null,
    units: checkout.lines.filter(({ kind }) => isShipped(kind)).flatMap(unitsOf),
  };
  const chosen = { ...goods, destination, methodId: methodId ?? quotedId, customerVatId, liveRates };
  const priced = await priceGoods(tx, chosen);
  if (priced.missing !== null && liveAnswerId === null) return new MissingRates(priced.missing);
  const { price, options, refused, capped } = await reserveUses(unit, { checkoutId, goods: chosen, priced });
  const applied = price.discounts.map(({ discountId }) => discountId);
  if (current.discounts.some(({ discountId }) => !applied.includes(discountId)))
    await releaseUses(unit, { checkoutId, except: applied });
  const isSame =
    isSamePrice(current, price) &&
    methodText(current.shippingMethod) === methodText(price.shippingMethod) &&
    (current.taxSource ?? "table") === price.taxSource &&
    (current.taxCalculationId ?? null) === price.taxCalculationId;
  if (isSame) return { quote: current, options, refused, capped };
  const quote = { ...price, number: await recordQuote(unit, { checkoutId, price }) };
  return { quote, options, refused, capped };
}

function unitsOf({ quantity, unitAmount, variant }: PricedCheckout["lines"][number]): RatedUnit[] {
  const { weightGrams, lengthMm, widthMm, heightMm } = variant;
  const isSized = lengthMm !== null && widthMm !== null && heightMm !== null;
  const sidesMm = isSized ? ([lengthMm, widthMm, heightMm] as const) : null;
  return Array.from({ length: quantity }, () => ({ weightGrams, sidesMm, unitAmount }));
}

/** Whether a carrier has priced another address. */
function isPricedElsewhere({ shippingMethod }: QuoteRow, before: Destination, now: Destination): boolean {
  const placeOf = ({ country, state, postalCode }: Destination) => [country, state, postalCode].join("|");
  return readQuotedRate(shippingMethod)?.source === "live" && placeOf(before) !== placeOf(now);
}

function codesOfQuote({ discounts }: QuoteRow): string[] {
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
  const rate = readQuotedRate(stored);
  return JSON.stringify(
    method && [
      ...[method.id, method.name, method.isPickup, method.arrives?.from, method.arrives?.to],
      rate && [rate.carrier, rate.service, rate.answerId, rate.source === "table" && rate.reason],
    ],
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
