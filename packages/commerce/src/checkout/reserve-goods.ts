import type { CurrencyTerms } from "@dualtrack/contract";
import type { Prisma, QuoteRow, Tx } from "@dualtrack/db";
import { type GoodsLine, offerOf } from "../cart/queries.ts";
import { captureMethodOf } from "../checkouts/charging.ts";
import { createCheckout } from "../checkouts/create-checkout.ts";
import { lineReservations } from "../checkouts/line-reservations.ts";
import { recordQuote } from "../checkouts/record-quote.ts";
import type { OwnDiscount } from "../discounts/own-discount.ts";
import { DomainError } from "../domain-error.ts";
import { queueJob } from "../jobs.ts";
import { lineTitle } from "../line-title.ts";
import { assertChargeable } from "../quotes/assert-chargeable.ts";
import { priceGoods } from "../quotes/price-goods.ts";
import { reserveUses } from "../quotes/reserve-uses.ts";
import type { ReservedByStaff } from "../reservations/kind-reservations.ts";
import type { Destination } from "../shipping/most-specific-area.ts";
import type { Shop } from "../shop.ts";
import type { TaxDestination } from "../tax/tax-engine.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { assertFairReservation, assertMayReserve } from "./assert-fair-reservation.ts";
import { outOfStock, titled } from "./out-of-stock.ts";

interface WantedGoods {
  goods: readonly GoodsLine[];
  /** The most units of all lines together; null: as many as there are. */
  maxUnits: number | null;
  terms: CurrencyTerms;
  codes: string[];
  /** Whether codes and automatic discounts count. */
  hasDiscounts: boolean;
  /** A discount of this checkout alone. */
  ownDiscount?: OwnDiscount | null;
  /** Left out or null: not known yet. */
  destination?: (Destination & TaxDestination) | null;
  methodId?: string | null;
}

interface ReserveGoods extends WantedGoods {
  /** Null: they are of no cart. */
  cartId: string | null;
  ownerHash: string;
  /** Whose share of the stock they count against; null: nobody's. */
  network: string | null;
  /** How long a customer's reservation of them is. */
  reservationMinutes: number;
  /** When the reservation ends. */
  expiresAt: Date;
  /** Whether stock is reserved, or only looked at. */
  reservesStock: boolean;
  /** Null: the customer reserves. */
  byStaff?: ReservedByStaff | null;
  /** What is known before the customer enters anything. */
  entered?: Omit<
    Prisma.CheckoutCreateManyInput,
    "currency" | "ownerHash" | "expiresAt" | "nextSyncAt" | "baseCurrency"
  >;
}

/**
 * Prices goods, creates a checkout of them and reserves all lines, or none. Answers the checkout's id, when it is charged, its first price, and its lines.
 * NOT_ON_SALE, OUT_OF_STOCK, UNITS_LIMIT, TOO_MANY_HOLDS, HOLD_SHARE_TAKEN, TOTAL_TOO_LOW, TOTAL_TOO_HIGH, COUNTRY_NOT_SERVED,
 * NO_SHIPPING_METHOD.
 */
export async function reserveGoods(
  unit: UnitOfWork,
  {
    goods: wanted,
    network,
    maxUnits,
    terms,
    reservationMinutes,
    expiresAt,
    reservesStock,
    codes,
    hasDiscounts,
    byStaff = null,
    ownDiscount = null,
    destination = null,
    methodId = null,
    entered = {},
    ...owner
  }: ReserveGoods,
) {
  const { shop, tx, now } = unit;
  const { currency } = terms;
  const { goods, priced, captureMethod } = await priceWanted(shop, {
    ...{ tx, now, goods: wanted, maxUnits, terms, codes, hasDiscounts, ownDiscount, destination, methodId },
  });
  const { lines, ...sums } = priced.price;
  if (network !== null) await assertMayReserve(unit, network);
  const { id } = await createCheckout(tx, {
    ...{ ...entered, ...owner, network, terms, reservationMinutes, expiresAt, reservesStock },
    createdAt: now,
    nextSyncAt: expiresAt,
    captureMethod,
    price: { ...sums, lines },
  });
  await queueJob(tx, "expire-checkout", { checkoutId: id }, { runAt: expiresAt, key: `expire:${id}` });
  // Discounts and stock are reserved last, so that their rows are locked for a short time.
  const reserved = await reserveUses(unit, { checkoutId: id, goods, priced });
  const quote: QuoteRow = { ...reserved.price, number: 1 };
  if (reserved !== priced) {
    assertChargeable({ totalAmount: reserved.price.totalAmount, currency });
    quote.number = await recordQuote(unit, { checkoutId: id, price: reserved.price });
  }
  const shortages = await lineReservations.take(unit, { checkoutId: id, lines, byStaff, reservesStock });
  if (shortages.length > 0)
    throw await outOfStock(tx, {
      ...{ lines, ownerHash: owner.ownerHash, now },
      shortageOf: ({ position }) => shortages.find((each) => each.position === position),
    });
  if (network !== null) await assertFairReservation(unit, { network, lines: lines.map(titled) });
  return { id, captureMethod, quote, lines };
}

/**
 * The price of goods that nobody has reserved yet, and when they are charged. NOT_ON_SALE, UNITS_LIMIT, TOTAL_TOO_LOW, TOTAL_TOO_HIGH,
 * COUNTRY_NOT_SERVED, NO_SHIPPING_METHOD.
 */
export async function priceWanted(
  { settings }: Pick<Shop, "settings">,
  {
    tx,
    now,
    settingsVersion,
    goods: wanted,
    maxUnits,
    terms,
    codes,
    hasDiscounts,
    ownDiscount = null,
    destination = null,
    methodId = null,
  }: WantedGoods & { tx: Tx; now: Date; settingsVersion?: string },
) {
  const goods = {
    settingsVersion,
    ...{ terms, timeZone: settings.timeZone, destination, methodId, at: now },
    lines: wanted.map((line, position) => snapshotOf(line, { position, terms, now })),
    customerVatId: null,
    discounts: { codes, customer: null, ownCheckoutIds: [], ownDiscount, areOff: !hasDiscounts },
    // Nobody pays before there is an address, by which Stripe Tax is asked.
    taxAnswers: null,
  };
  const priced = await priceGoods(tx, goods);
  const { lines, totalAmount } = priced.price;
  if (maxUnits !== null && lines.reduce((sum, { quantity }) => sum + quantity, 0) > maxUnits)
    throw new DomainError("UNITS_LIMIT", { max: maxUnits });
  assertChargeable({ totalAmount, currency: terms.currency });
  return { goods, priced, captureMethod: captureMethodOf(wanted.map(({ variant }) => variant.product)) };
}

/** A line as it is at this moment, with its price. NOT_ON_SALE. */
export function snapshotOf(
  line: GoodsLine,
  { position, terms, now }: { position: number; terms: CurrencyTerms; now: Date },
) {
  const { variant } = line;
  const { title, sku, product } = variant;
  const price = offerOf(line, terms, now);
  if (price === null)
    throw new DomainError("NOT_ON_SALE", {
      title: lineTitle(product.title, title),
      opensAt: product.opensAt?.toISOString() ?? null,
    });
  return {
    variantId: line.variantId,
    variant,
    startsAt: line.startsAt,
    tracksStock: variant.tracksStock,
    downloadLimit: variant.downloadLimit,
    productId: product.id,
    kind: product.kind,
    position,
    productTitle: product.title,
    artist: product.artist,
    variantTitle: title,
    sku,
    unitAmount: price.amount,
    quantity: line.quantity,
    weightGrams: variant.weightGrams,
    taxCode: product.taxCode,
  };
}
