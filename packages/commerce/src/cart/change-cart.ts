import { maxCartLines } from "@dualtrack/contract";
import { type CartGoodsRow, type CartRow, changeCartLine, readCartAndGoods, type Tx } from "@dualtrack/db";
import { placesOfLines } from "../bookings/places-of-lines.ts";
import { hashCartToken } from "../checkouts/cart-token.ts";
import { reserveUntil } from "../checkouts/reserve-until.ts";
import { chosenTerms } from "../currencies/customer-terms.ts";
import { priceIn } from "../currencies/price-in.ts";
import { DomainError } from "../domain-error.ts";
import { freeUnits, mostUnits } from "../inventory/free-units.ts";
import { fairShare } from "../limits/fair-share.ts";
import { lineTitle } from "../line-title.ts";
import { isSameItem, type LineItem } from "../same-item.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
import { lockCartOf } from "./lock-cart.ts";
import { viewCart } from "./queries.ts";

interface CartChange {
  token: string;
  variantId: string;
  /** When a bookable service begins; left out for everything else. */
  startsAt?: Date | null;
  quantity: number;
  /** Where the customer is, ISO 3166-1 alpha-2, as far as it is known; it decides the currency of a new cart. */
  country?: string | null;
}

/** Adds `quantity` units of a variant to the guest's cart. OUT_OF_STOCK, NOT_ON_SALE, QUANTITY_LIMIT, BOOKING_TIME_MISMATCH, BOOKING_TIME_NOT_OFFERED. */
export function addToCart(shop: Shop, change: CartChange) {
  return changeLine(shop, change, (present) => present + change.quantity);
}

/** Sets the quantity of a variant in the cart; 0 removes the line. Same refusals as `addToCart`. */
export function setCartLine(shop: Shop, change: CartChange) {
  return changeLine(shop, change, () => change.quantity);
}

/**
 * One statement reads the cart and all that decides, another one changes the line if the cart still is as it was read, and the answer is
 * what was read with the change. When another tab has changed the cart in between, it is done again with the cart locked.
 */
async function changeLine(shop: Shop, change: CartChange, quantityAfter: (present: number) => number) {
  const { token, country = null } = change;
  const tokenHash = hashCartToken(token);
  const line = { ...change, tokenHash, quantityAfter };
  const mayEmpty = change.quantity === 0;
  const now = shop.clock.now();
  const cart =
    (mayEmpty ? null : await changeAsRead(shop, shop.db, { ...line, now })) ??
    (await changeLocked(shop, line));
  return viewCart(shop, cart, { tokenHash, country, now });
}

interface LineChange extends CartChange {
  tokenHash: string;
  quantityAfter: (present: number) => number;
}

/** Ends the reservation of a cart's checkout at once when the cart is empty, unless it is being paid. */
function changeLocked(shop: Shop, line: LineChange): Promise<CartRow> {
  return transact(shop, "customer", async (unit) => {
    const { tx, now } = unit;
    const cartId = await lockCartOf(unit, line.tokenHash, line.country);
    const cart = await changeAsRead(shop, tx, { ...line, now });
    if (cart === null) throw new Error(`The cart ${cartId} has changed although it was locked`);
    if (cart.lines.length > 0) return cart;
    const open = await tx.checkout.findFirst({ where: { cartId, state: "open" }, select: { id: true } });
    if (open !== null) await reserveUntil(tx, { checkoutId: open.id, until: now });
    return cart;
  });
}

/** The cart as it is then; null: it has changed since it was read, and nothing was done. */
async function changeAsRead(
  shop: Shop,
  tx: Tx,
  { tokenHash, variantId, startsAt = null, country = null, quantityAfter, now }: LineChange & { now: Date },
): Promise<CartRow | null> {
  const { goods, ...cart } = await readCartAndGoods(tx, { tokenHash, now, variantId });
  const item = { variantId, startsAt };
  const present = cart.lines.find((line) => isSameItem(line, item))?.quantity ?? 0;
  const quantity = quantityAfter(present);
  // A lower quantity is always allowed, so that a customer can correct a cart that asks for too much.
  if (quantity > present) await assertAvailable(shop, tx, { ...item, cart, goods, tokenHash, quantity, now });
  if (quantity > 0 && present === 0 && cart.lines.length >= maxCartLines)
    throw new DomainError("QUANTITY_LIMIT", { max: maxCartLines });
  const { currency } = chosenTerms(cart, country);
  const { contents } = cart;
  if (!(await changeCartLine(tx, { ...item, tokenHash, contents, currency, quantity, now }))) return null;
  const lines = cart.lines
    .map((line) => (isSameItem(line, item) ? { ...line, quantity } : line))
    .filter((line) => line.quantity > 0);
  if (present === 0 && quantity > 0 && goods !== null) lines.push({ ...item, quantity, ...goods });
  return { ...cart, cartCurrency: cart.cartCurrency ?? currency, lines };
}

/** An early check: stock is reserved at checkout only, where the database decides. */
async function assertAvailable(
  shop: Shop,
  tx: Tx,
  {
    cart,
    goods,
    tokenHash,
    variantId,
    startsAt,
    quantity,
    now,
  }: LineItem & { cart: CartRow; goods: CartGoodsRow | null; tokenHash: string; quantity: number; now: Date },
): Promise<void> {
  const { variant = null, dropLimit = null } = goods ?? {};
  const isOffered = variant?.product.published && variant.archivedAt === null;
  if (!isOffered || priceIn(variant, chosenTerms(cart, null)) === null)
    throw new DomainError("NOT_ON_SALE", { title: variant?.product.title ?? "This", opensAt: null });
  const { kind, title, opensAt } = variant.product;
  if (opensAt !== null && opensAt > now)
    throw new DomainError("NOT_ON_SALE", { title, opensAt: opensAt.toISOString() });
  const most = Math.min(mostUnits(kind), dropLimit ?? Number.POSITIVE_INFINITY);
  if (quantity > most) throw new DomainError("QUANTITY_LIMIT", { max: most });
  const isService = kind === "service";
  const reserved = cart.reserved.find((each) => each.variantId === variantId)?.quantity ?? 0;
  if (isService !== (startsAt !== null))
    throw new DomainError("BOOKING_TIME_MISMATCH", { title, isBookable: isService });
  const [available = null] = isService
    ? await placesOfLines(tx, {
        own: { ownerHash: tokenHash },
        ...{ timeZone: shop.settings.timeZone, now, lines: [{ variantId, startsAt }] },
      })
    : [freeUnits(variant) + reserved];
  if (available === null)
    throw new DomainError("BOOKING_TIME_NOT_OFFERED", { title, startsAt: startsAt?.toISOString() ?? "" });
  if (available < quantity) {
    const shortage = {
      ...{ variantId, title: lineTitle(title, variant.title), requested: quantity, available },
      ...(startsAt !== null && { startsAt: startsAt.toISOString() }),
    };
    throw new DomainError("OUT_OF_STOCK", { lines: [{ ...shortage, available: Math.max(0, available) }] });
  }
  const share = isService ? available : fairShare(shop, available);
  if (quantity > share) throw new DomainError("QUANTITY_LIMIT", { max: share });
}
