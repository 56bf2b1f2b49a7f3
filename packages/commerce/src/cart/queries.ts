import { type CurrencyTerms, formatOrderNumber, isShipped, type Money } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import { placesOfLines } from "../bookings/places-of-lines.ts";
import { variantPicture, variantPictureFields } from "../catalog/pictures.ts";
import { hashCartToken } from "../checkouts/cart-token.ts";
import { reservedByOwner } from "../checkouts/reserved-by-owner.ts";
import { liveCheckoutStates } from "../checkouts/states.ts";
import { customerTerms } from "../currencies/customer-terms.ts";
import { priceIn } from "../currencies/price-in.ts";
import { codesView } from "../discounts/codes-view.ts";
import { freeUnits, mostUnits } from "../inventory/free-units.ts";
import { fairShare } from "../limits/fair-share.ts";
import { orderToken } from "../orders/links.ts";
import { taxesView } from "../pricing/taxes-view.ts";
import { estimateGoods } from "../quotes/price-goods.ts";
import { discountsView } from "../quotes/read-discounts.ts";
import type { Shop } from "../shop.ts";

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
          ...variantPictureFields.product.select,
        },
      },
    },
  },
} as const;

/** The guest's cart; null if nothing was ever added to it. */
function findCart(tx: Tx, token: string) {
  return tx.cart.findUnique({
    where: { tokenHash: hashCartToken(token) },
    select: { id: true, discountCodes: true },
  });
}

/** The cart's lines in the order in which they were added. */
export function cartLinesOf(tx: Tx, cartId: string) {
  return tx.cartLine.findMany({
    where: { cartId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: goodsFields,
  });
}

export type CartLineRow = Awaited<ReturnType<typeof cartLinesOf>>[number];

/** The price of the line's variant if it is on sale now; else null. */
export function offerOf(line: CartLineRow, terms: CurrencyTerms, now: Date): Money | null {
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
  const cart = await findCart(shop.db, token);
  const rows = cart === null ? [] : await cartLinesOf(shop.db, cart.id);
  const reserved = await reservedByOwner(shop.db, token);
  const terms = await customerTerms(shop.db, { tokenHash: hashCartToken(token), country });
  const { currency } = terms;
  const now = shop.clock.now();
  const services = rows.filter(({ variant }) => variant.product.kind === "service");
  const places = await placesOfLines(shop.db, {
    own: { ownerHash: hashCartToken(token) },
    ...{ timeZone: shop.settings.timeZone, now, lines: services },
  });

  const shown = rows.map((row) => {
    const { product, title } = row.variant;
    const offer = offerOf(row, terms, now);
    // Units that this cart's own checkout has reserved are free for this customer.
    const free = places[services.indexOf(row)] ?? freeUnits(row.variant) + (reserved.get(row.variantId) ?? 0);
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
              Math.min(product.kind === "service" ? free : fairShare(shop, free), mostUnits(product.kind)),
            ),
      problem: problemOf(offer !== null, free, row.quantity),
    };
  });

  const { timeZone } = shop.settings;
  const codes = cart?.discountCodes ?? [];
  const own = await listOwnCheckouts(shop, token);
  const { price, shipping, refused } = await estimateGoods(shop.db, {
    customerVatId: null,
    ...{ terms, lines: shown, destination: null, methodId: null, at: now, timeZone },
    discounts: { codes, customer: null, ownCheckoutIds: own.map(({ id }) => id) },
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
    count: shown.reduce((sum, { quantity }) => sum + quantity, 0),
    subtotal: money(price.subtotalAmount),
    discount: money(price.discountAmount),
    discounts: discountsView(price.discounts, currency),
    /** What the customer has entered. */
    codes: codesView(codes, refused),
    /** An estimate for the country that goods are sent from; null: no method there takes these goods. 0 if nothing is shipped. */
    shipping:
      shipping === null && shown.some(({ kind }) => isShipped(kind)) ? null : money(price.shippingAmount),
    tax: money(price.taxAmount),
    /** For the seller's country. */
    taxes: taxesView(price, currency),
    total: money(price.totalAmount),
    /** Null: no subtotal makes it free. */
    freeShippingFrom: freeFrom(shipping?.freeFromAmount ?? null, currency),
    /** Unpaid orders whose goods are back in the cart and still reserved for another way to pay. */
    unpaidOrders: unpaidOrders(shop, own),
  };
}

function freeFrom(amount: number | null, currency: string): Money | null {
  return amount === null ? null : { amount, currency };
}

/** The customer's checkouts that reserve something, the newest first. */
function listOwnCheckouts(shop: Shop, token: string) {
  return shop.db.checkout.findMany({
    where: {
      ownerHash: hashCartToken(token),
      state: { in: liveCheckoutStates },
      expiresAt: { gt: shop.clock.now() },
    },
    orderBy: { createdAt: "desc" },
    select: { id: true, expiresAt: true, order: { select: { id: true, number: true, state: true } } },
  });
}

function unpaidOrders(shop: Shop, own: Awaited<ReturnType<typeof listOwnCheckouts>>) {
  return own.flatMap(({ expiresAt, order }) =>
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
}: Pick<CartLineRow, "startsAt"> & { variant: { durationMinutes: number | null } }): string | null {
  if (startsAt === null || variant.durationMinutes === null) return null;
  return new Date(startsAt.getTime() + variant.durationMinutes * 60_000).toISOString();
}

function problemOf(offered: boolean, free: number, wanted: number) {
  if (!offered) return "not_on_sale" as const;
  if (free <= 0) return "sold_out" as const;
  return free < wanted ? ("not_enough" as const) : null;
}
