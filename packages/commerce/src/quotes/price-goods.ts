import { type CurrencyTerms, isShipped } from "@dualtrack/contract";
import { type ProductKind, priceTablesOf, type Tx } from "@dualtrack/db";
import { dayOf } from "../day-in-zone.ts";
import { type CartDiscounts, discountCart } from "../discounts/discount-cart.ts";
import type { DiscountedLine } from "../discounts/discount-rule.ts";
import type { DiscountedCart } from "../discounts/find-discounts.ts";
import type { OwnDiscount } from "../discounts/own-discount.ts";
import { DomainError } from "../domain-error.ts";
import { findLiveRates, type LiveRatesWanted } from "../live-rates/find-live-rates.ts";
import type { RateRequest } from "../live-rates/rate-request.ts";
import { priceCart } from "../pricing/price-cart.ts";
import { type LiveAnswer, notAsked } from "../shipping/live-answer.ts";
import type { ShippedLine } from "../shipping/measure-goods.ts";
import type { Destination } from "../shipping/most-specific-area.ts";
import { quotedMethod } from "../shipping/quoted-method.ts";
import { assumedOption, optionsIn, type ShippingOption } from "../shipping/shipping-options.ts";
import type { TaxAnswers } from "../tax/tax-answers.ts";
import type { TaxDestination } from "../tax/tax-engine.ts";
import { taxGoods } from "../tax/tax-goods.ts";

interface Goods<Line> {
  /** Of the settings, if it has been read already. */
  settingsVersion?: string | undefined;
  terms: CurrencyTerms;
  lines: readonly Line[];
  /** Where they go, or their customer is. Null: not known yet, so the country that goods are sent from is assumed. */
  destination: (Destination & TaxDestination) | null;
  /** IANA name of the shop's. */
  timeZone: string;
  at: Date;
  /** The method that the customer has chosen; null, or one that is not offered: the assumed one. */
  methodId: string | null;
  /** The VAT id of a business that counts for tax; null: none. */
  customerVatId: string | null;
  /** Who uses which codes. */
  discounts: Pick<DiscountedCart, "codes" | "customer" | "ownCheckoutIds" | "usedUp"> & {
    /** Whether staff have switched discounts off: then no code and no automatic one counts. Left out: no. */
    areOff?: boolean;
    /** A discount of this order alone; left out or null: none. */
    ownDiscount?: OwnDiscount | null;
  };
  /** Which prices of carriers count; left out: none, as in an estimate. */
  liveRates?: LiveRatesWanted & {
    /** Whether only the chosen method's price is needed. */
    ofChosenOnly: boolean;
    /** Whether carriers have just been asked: what is missing then stays so. */
    isAsked: boolean;
  };
  /** What Stripe Tax has answered; null: it is not asked. */
  taxAnswers: TaxAnswers | null;
}

/**
 * The price of goods at their destination with a shipping method, by the shop's settings and discounts of now; all methods that are
 * offered there; the codes that take nothing off (`refused`), or less than they are worth (`capped`); and what carriers must be asked before it is final (`missing`).
 * COUNTRY_NOT_SERVED, NO_SHIPPING_METHOD, and what `taxGoods` throws.
 */
export async function priceGoods<Line extends PricedLine>(tx: Tx, goods: Goods<Line>) {
  const { price, shipping, ...rest } = await estimateGoods(tx, goods);
  if (shipping === null && goods.lines.some(({ kind }) => isShipped(kind)))
    throw new DomainError("NO_SHIPPING_METHOD", {});
  return { price: { ...price, shippingMethod: shipping && quotedMethod(shipping) }, ...rest };
}

/** No discount, and why none of these codes counts. */
function withoutDiscounts(codes: readonly string[]): CartDiscounts {
  const refused = codes.map((code) => ({ code, refusal: { reason: "switched_off" as const } }));
  return { discounts: [], lineAmounts: [], refused, capped: [] };
}

export type PricedLine = ShippedLine & DiscountedLine & { kind: ProductKind; taxCode: string };

/**
 * The same also for goods that no method takes, and for none that are shipped: then `shipping` is null and costs nothing.
 * COUNTRY_NOT_SERVED.
 */
export async function estimateGoods<Line extends PricedLine>(tx: Tx, goods: Goods<Line>) {
  const { settingsVersion, terms, lines, destination, timeZone, at, methodId, customerVatId } = goods;
  const { taxAnswers } = goods;
  const { ownDiscount = null, areOff = false, ...wanted } = goods.discounts;
  const country = destination?.country ?? null;
  const tables = await priceTablesOf(tx, { settingsVersion, country, ...terms, day: dayOf(at, timeZone) });
  const { areas, hasAutomaticDiscounts } = tables;
  const shipped = lines.filter(({ kind }) => isShipped(kind));
  if (areas.length === 0 && shipped.length > 0 && country !== null)
    throw new DomainError("COUNTRY_NOT_SERVED", { country });
  const optionsWith = (answer: LiveAnswer) =>
    shipped.length === 0
      ? []
      : optionsIn(areas, { terms, lines: shipped, destination, timeZone, at }, answer);
  const { answer, missing } = await liveRatesFor(tx, goods, optionsWith(notAsked));
  const options = optionsWith(answer);
  const shipping = options.find((option) => option.methodId === methodId) ?? assumedOption(options);
  const shippingAmount = shipping?.amount ?? 0;
  const mayHaveDiscounts = hasAutomaticDiscounts || wanted.codes.length > 0 || ownDiscount !== null;
  const { discounts, lineAmounts, refused, capped } = areOff
    ? withoutDiscounts(wanted.codes)
    : mayHaveDiscounts
      ? await discountCart(tx, {
          ...{ ...wanted, ownDiscount },
          ...{ currency: terms.currency, lines, country, at, shippingAmount },
        })
      : withoutDiscounts([]);
  const offShipping = discounts.reduce((sum, each) => sum + each.shippingAmount, 0);
  const tax = await taxGoods(
    tx,
    {
      ...{ currency: terms.currency, destination, at, timeZone, customerVatId },
      lines: lines.map(({ kind, taxCode, unitAmount, quantity }, index) => ({
        ...{ kind, taxCode, quantity },
        amount: lineAmounts.reduce((left, off) => left - (off[index] ?? 0), unitAmount * quantity),
      })),
      shippingAmount: shippingAmount - Math.min(offShipping, shippingAmount),
    },
    {
      table: tables.tax,
      // Shipping may still cost something else: Stripe Tax is asked about the final price.
      answers: missing === null || goods.liveRates?.isAsked ? taxAnswers : null,
    },
  );
  const price = priceCart({
    currency: terms.currency,
    taxBehavior: tax.behavior,
    lines: lines.map((line, index) => ({ ...line, ...tax.lines[index] })),
    discounts: lineAmounts.flatMap((amounts) =>
      amounts.flatMap((amount, index) => (amount === 0 ? [] : { amount, appliesTo: [index] })),
    ),
    shipping: {
      amount: shippingAmount,
      discountAmount: offShipping,
      ...tax.shipping,
    },
  });
  const taxed = { taxSource: tax.source, taxCalculationId: tax.calculationId };
  return { price: { ...price, ...taxed, discounts }, shipping, options, refused, capped, missing };
}

/** Carriers' prices, where a method has one that matters. A shop without such methods reads nothing for them. */
function liveRatesFor<Line>(
  tx: Tx,
  { liveRates, destination, methodId, terms, at }: Goods<Line>,
  options: readonly ShippingOption[],
): Promise<{ answer: LiveAnswer; missing: RateRequest | null }> {
  const chosen = options.find((option) => option.methodId === methodId);
  const isNeeded = ({ rate }: ShippingOption) => rate?.source === "table" && rate.reason === "not_asked";
  const counted = liveRates?.ofChosenOnly && chosen !== undefined ? [chosen] : options;
  if (liveRates === undefined || destination === null || !counted.some(isNeeded))
    return Promise.resolve({ answer: notAsked, missing: null });
  return findLiveRates(tx, { ...liveRates, destination, terms, at });
}
