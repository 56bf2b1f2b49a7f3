import { type CurrencyTerms, formatOrderNumber, isShipped, type Money } from "@dualtrack/contract";
import { type CartLineRow, type CartRow, type OwnCheckoutRow, readCart } from "@dualtrack/db";
import { placesOfLines } from "../bookings/places-of-lines.ts";
import { type PicturedVariant, variantPicture, variantPictureFields } from "../catalog/pictures.ts";
import { hashCartToken } from "../checkouts/cart-token.ts";
import { captureMethodOf, isChargedEarly } from "../checkouts/charging.ts";
import { chosenTerms } from "../currencies/customer-terms.ts";
import { type PricedVariant, priceIn } from "../currencies/price-in.ts";
import { codesView } from "../discounts/codes-view.ts";
import { freeUnits, mostUnits } from "../inventory/free-units.ts";
import { fairShare } from "../limits/fair-share.ts";
import { orderToken } from "../orders/links.ts";
import { taxesView } from "../pricing/taxes-view.ts";
import { estimateGoods } from "../quotes/price-goods.ts";
import { discountsView } from "../quotes/read-discounts.ts";
import type { Shop } from "../shop.ts";
import { switchesOf } from "../switches/switches-of.ts";

/** A line of goods, with all that their price and stock depend on. */
export const goodsFields = {
  variantId: true,
  startsAt: true,
  quantity: true,
  variant: {
    select: {
      title: true,
      sku: true,
      archivedAt: true,
      tracksStock: true,
      downloadLimit: true,
      durationMinutes: true,
      weightGrams: true,
      picture: variantPictureFields.picture,
      prices: { select: { currency: true, unitAmount: true } },
      stock: { select: { onHand: true, reserved: true } },
      product: {
        select: {
          id: true,
          kind: true,
          taxCode: true,
          slug: true,
          title: true,
          artist: true,
          published: true,
          opensAt: true,
          capturesOnShipment: true,
          reservationMinutes: true,
          ...variantPictureFields.product.select,
        },
      },
    },
  },
} as const;

/** A line of a cart or of a draft order. */
export type GoodsLine = Omit<CartLineRow, "variant" | "dropLimit"> & {
  variant: Omit<CartLineRow["variant"], "picture"> & PicturedVariant;
};

interface OfferedLine {
  variant: PricedVariant & {
    archivedAt: Date | null;
    product: { published: boolean; opensAt: Date | null };
  };
}

/** The price of the line's variant if it is on sale now; else null. */
export function offerOf(line: OfferedLine, terms: CurrencyTerms, now: Date): Money | null {
  const { published, opensAt } = line.variant.product;
  if (!published || line.variant.archivedAt !== null || (opensAt !== null && opensAt > now)) return null;
  return priceIn(line.variant, terms);
}

interface CartOfCustomer {
  token: string;
  /** Where the customer is, ISO 3166-1 alpha-2, as far as it is known; it decides the currency until there is a cart. */
  country?: string | null;
}

/** The cart for its customer, with current prices and problems. An unknown token gives an empty cart. */
export async function getCart(shop: Shop, { token, country = null }: CartOfCustomer) {
  const now = shop.clock.now();
  const tokenHash = hashCartToken(token);
  return viewCart(shop, await readCart(shop.db, { tokenHash, now }), { tokenHash, country, now });
}

/** A cart that was read `now`, for its customer. */
export async function viewCart(
  shop: Shop,
  cart: CartRow,
  { tokenHash: ownerHash, country, now }: { tokenHash: string; country: string | null; now: Date },
) {
  const switches = await switchesOf(shop.settings, { tx: shop.db, state: cart });
  const { lines: rows, discountCodes: codes, checkouts } = cart;
  const reserved = new Map(cart.reserved.map(({ variantId, quantity }) => [variantId, quantity]));
  const terms = chosenTerms(cart, country);
  const { currency } = terms;
  const services = rows.filter(({ variant }) => variant.product.kind === "service");
  const placesOf = await placesOfLines(shop.db, {
    own: { ownerHash },
    ...{ timeZone: shop.settings.timeZone, now, lines: services },
  });

  const shown = rows.map((row) => {
    const { product, title } = row.variant;
    const offer = offerOf(row, terms, now);
    // Units that this cart's own checkout has reserved are free for this customer.
    const place = services.indexOf(row);
    const places = place === -1 ? undefined : (placesOf[place] ?? null);
    const free =
      places === undefined ? freeUnits(row.variant) + (reserved.get(row.variantId) ?? 0) : (places ?? 0);
    const unitPrice = offer ?? priceIn(row.variant, terms) ?? { amount: 0, currency };
    return {
      variantId: row.variantId,
      kind: product.kind,
      startsAt: row.startsAt?.toISOString() ?? null,
      endsAt: endOf(row),
      slug: product.slug,
      productTitle: product.title,
      artist: product.artist,
      variantTitle: title,
      picture: variantPicture(row.variant),
      productId: product.id,
      unitAmount: unitPrice.amount,
      weightGrams: row.variant.weightGrams,
      taxCode: product.taxCode,
      quantity: row.quantity,
      maxQuantity:
        offer === null
          ? 0
          : Math.max(
              0,
              Math.min(
                product.kind === "service" ? free : fairShare(shop, free),
                mostUnits(product.kind),
                row.dropLimit ?? Number.POSITIVE_INFINITY,
              ),
            ),
      problem:
        places === null ? ("time_not_offered" as const) : problemOf(offer !== null, free, row.quantity),
    };
  });

  const { timeZone } = shop.settings;
  const { price, shipping, refused, capped } = await estimateGoods(shop.db, {
    settingsVersion: cart.settingsVersion,
    customerVatId: null,
    ...{ terms, lines: shown, destination: null, methodId: null, at: now, timeZone },
    discounts: {
      codes,
      customer: null,
      ownCheckoutIds: checkouts.map(({ id }) => id),
      areOff: !switches.discounts,
    },
    taxAnswers: null,
  });
  const money = (amount: number) => ({ amount, currency });
  return {
    currency,
    lines: shown.map(({ unitAmount, productId: _, weightGrams: __, taxCode: ___, ...line }) => ({
      ...line,
      unitPrice: money(unitAmount),
      amount: money(unitAmount * line.quantity),
    })),
    /** How it will be charged; `manual`: when it ships. Something may be charged early, as the rest is delivered at once. */
    ...chargingOf(rows),
    count: shown.reduce((sum, { quantity }) => sum + quantity, 0),
    subtotal: money(price.subtotalAmount),
    discount: money(price.discountAmount),
    discounts: discountsView(price.discounts, currency),
    /** What the customer has entered. */
    codes: codesView(codes, { refused, capped, currency }),
    /** An estimate for the country that goods are sent from; null: no method there takes these goods. 0 if nothing is shipped. */
    shipping:
      shipping === null && shown.some(({ kind }) => isShipped(kind)) ? null : money(price.shippingAmount),
    tax: money(price.taxAmount),
    /** For the seller's country. */
    taxes: taxesView(price, currency),
    total: money(price.totalAmount),
    /** Null: no subtotal makes it free. */
    freeShippingFrom: freeFrom(shipping?.freeFromAmount ?? null, currency),
    /** Whether a checkout that begins now reserves its goods. */
    reservesStock: switches.reservations,
    /** Unpaid orders whose goods are back in the cart and still reserved for another way to pay. */
    unpaidOrders: unpaidOrders(shop, checkouts),
  };
}

function chargingOf(rows: readonly CartLineRow[]) {
  const products = rows.map(({ variant: { product } }) => product);
  return { captureMethod: captureMethodOf(products), isChargedEarly: isChargedEarly(products) };
}

function freeFrom(amount: number | null, currency: string): Money | null {
  return amount === null ? null : { amount, currency };
}

function unpaidOrders(shop: Shop, checkouts: OwnCheckoutRow[]) {
  return checkouts.flatMap(({ expiresAt, order }) =>
    order?.state === "failed"
      ? {
          number: formatOrderNumber(order.number),
          token: orderToken(shop, order.id),
          heldUntil: expiresAt.toISOString(),
        }
      : [],
  );
}

/** When a line's booked time ends; null for everything else. */
export function endOf({
  startsAt,
  variant,
}: {
  startsAt: Date | null;
  variant: { durationMinutes: number | null };
}): string | null {
  if (startsAt === null || variant.durationMinutes === null) return null;
  return new Date(startsAt.getTime() + variant.durationMinutes * 60_000).toISOString();
}

function problemOf(offered: boolean, free: number, wanted: number) {
  if (!offered) return "not_on_sale" as const;
  if (free <= 0) return "sold_out" as const;
  return free < wanted ? ("not_enough" as const) : null;
}
