import { maxCartLines } from "@dualtrack/contract";
import { type CartChangeRow, putCartLine, readCartChange, touchCart } from "@dualtrack/db";
import { placesOfLines } from "../bookings/places-of-lines.ts";
import { hashCartToken } from "../checkouts/cart-token.ts";
import { reserveUntil } from "../checkouts/reserve-until.ts";
import { chosenTerms } from "../currencies/customer-terms.ts";
import { priceIn } from "../currencies/price-in.ts";
import { DomainError } from "../domain-error.ts";
import { freeUnits, mostUnits } from "../inventory/free-units.ts";
import { fairShare } from "../limits/fair-share.ts";
import { lineTitle } from "../line-title.ts";
import type { LineItem } from "../same-item.ts";
import type { Shop } from "../shop.ts";
import { transact, type UnitOfWork } from "../unit-of-work.ts";
import { createCart } from "./lock-cart.ts";
import { getCart } from "./queries.ts";

interface CartChange {
  token: string;
  variantId: string;
  /** When a bookable service begins; left out for everything else. */
  startsAt?: Date | null;
  quantity: number;
  /** Where the customer is, ISO 3166-1 alpha-2, as far as it is known; it decides the currency of a new cart. */
  country?: string | null;
}

/** Adds `quantity` units of a variant to the guest's cart. OUT_OF_STOCK, NOT_ON_SALE, QUANTITY_LIMIT. */
export function addToCart(shop: Shop, change: CartChange) {
  return changeLine(shop, change, (present) => present + change.quantity);
}

/** Sets the quantity of a variant in the cart; 0 removes the line. Same refusals as `addToCart`. */
export function setCartLine(shop: Shop, change: CartChange) {
  return changeLine(shop, change, () => change.quantity);
}

async function changeLine(
  shop: Shop,
  { token, variantId, startsAt = null, country = null }: CartChange,
  quantityAfter: (present: number) => number,
) {
  await transact(shop, "customer", async (unit) => {
    const { tx, now } = unit;
    const tokenHash = hashCartToken(token);
    const cartId = (await touchCart(tx, { tokenHash, now })) ?? (await createCart(unit, tokenHash, country));
    const item = { cartId, variantId, startsAt };
    const found = await readCartChange(tx, { ...item, tokenHash });
    const present = found.present ?? 0;
    const quantity = quantityAfter(present);
    if (quantity === 0) {
      await tx.cartLine.deleteMany({ where: item });
      if (found.lineCount === (found.present === null ? 0 : 1)) await expireCheckout(unit, cartId);
      return;
    }
    // A lower quantity is always allowed, so that a customer can correct a cart that asks for too much.
    if (quantity > present) await assertAvailable(unit, { tokenHash, variantId, startsAt, quantity, found });
    if (found.present === null && found.lineCount >= maxCartLines)
      throw new DomainError("QUANTITY_LIMIT", { max: maxCartLines });
    await putCartLine(tx, { ...item, quantity, now });
  });
  return getCart(shop, { token, country });
}

/** Ends the reservation of an empty cart's checkout at once, unless it is being paid. */
async function expireCheckout({ tx, now }: UnitOfWork, cartId: string): Promise<void> {
  const open = await tx.checkout.findFirst({ where: { cartId, state: "open" }, select: { id: true } });
  if (open !== null) await reserveUntil(tx, { checkoutId: open.id, until: now });
}

/** An early check: stock is reserved at checkout only, where the database decides. */
async function assertAvailable(
  { shop, tx, now }: UnitOfWork,
  {
    tokenHash,
    variantId,
    startsAt,
    quantity,
    found,
  }: LineItem & { tokenHash: string; quantity: number; found: CartChangeRow },
): Promise<void> {
  const { variant } = found;
  const isOffered = variant?.product.published && variant.archivedAt === null;
  if (!isOffered || priceIn(variant, chosenTerms(found, null)) === null)
    throw new DomainError("NOT_ON_SALE", { title: variant?.product.title ?? "This", opensAt: null });
  const { kind, title, opensAt } = variant.product;
  if (opensAt !== null && opensAt > now)
    throw new DomainError("NOT_ON_SALE", { title, opensAt: opensAt.toISOString() });
  const most = Math.min(mostUnits(kind), found.dropLimit ?? Number.POSITIVE_INFINITY);
  if (quantity > most) throw new DomainError("QUANTITY_LIMIT", { max: most });
  const isService = kind === "service";
  if (isService !== (startsAt !== null)) throw new DomainError("NOT_ON_SALE", { title, opensAt: null });
  const [available = 0] = isService
    ? await placesOfLines(tx, {
        own: { ownerHash: tokenHash },
        ...{ timeZone: shop.settings.timeZone, now, lines: [{ variantId, startsAt }] },
      })
    : [freeUnits(variant) + found.reserved];
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
