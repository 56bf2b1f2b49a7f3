import { maxCartLines, maxLineQuantity } from "@dualtrack/contract";
import { lockCart, type Tx } from "@dualtrack/db";
import { findPrice, freeUnits, lineTitle } from "../catalog/queries.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { hashCartToken } from "./cart-token.ts";
import { getCart, heldByCart } from "./queries.ts";

interface CartChange {
  token: string;
  variantId: string;
  quantity: number;
}

/** Puts `quantity` more of a variant into the guest's cart. OUT_OF_STOCK, NOT_ON_SALE, QUANTITY_LIMIT. */
export function addToCart(shop: Shop, change: CartChange) {
  return changeLine(shop, change, (present) => present + change.quantity);
}

/** Makes the cart hold exactly `quantity` of a variant; 0 takes the line out. Refuses like `addToCart`. */
export function setCartLine(shop: Shop, change: CartChange) {
  return changeLine(shop, change, () => change.quantity);
}

async function changeLine(
  shop: Shop,
  { token, variantId }: CartChange,
  quantityAfter: (present: number) => number,
) {
  const now = shop.clock.now();
  await shop.db.$transaction(async (tx) => {
    const tokenHash = hashCartToken(token);
    await tx.cart.createMany({
      data: { tokenHash, currency: shop.settings.currency, createdAt: now },
      skipDuplicates: true, // two first clicks at once
    });
    const cart = await tx.cart.findUniqueOrThrow({ where: { tokenHash }, select: { id: true } });
    await lockCart(tx, cart.id);
    const line = { cartId_variantId: { cartId: cart.id, variantId } };
    const present = await tx.cartLine.findUnique({ where: line, select: { quantity: true } });
    const quantity = quantityAfter(present?.quantity ?? 0);
    await tx.cart.update({ where: { id: cart.id }, data: { updatedAt: now } });
    if (quantity === 0) {
      await tx.cartLine.deleteMany({ where: { cartId: cart.id, variantId } });
      return;
    }
    // Fewer than before is always allowed: that is how a customer mends a cart that wants too many.
    if (quantity > (present?.quantity ?? 0))
      await assertCanHave(shop, tx, { cartId: cart.id, variantId, quantity });
    if (present === null && (await tx.cartLine.count({ where: { cartId: cart.id } })) >= maxCartLines)
      throw new DomainError("QUANTITY_LIMIT", { max: maxCartLines });
    await tx.cartLine.upsert({
      where: line,
      create: { cartId: cart.id, variantId, quantity, createdAt: now },
      update: { quantity },
    });
  });
  return getCart(shop, { token });
}

/** A friendly check only: stock is taken at checkout, where the database has the last word. */
async function assertCanHave(
  shop: Shop,
  tx: Tx,
  { cartId, variantId, quantity }: { cartId: string; variantId: string; quantity: number },
): Promise<void> {
  const variant = await tx.variant.findUnique({
    where: { id: variantId },
    select: {
      title: true,
      prices: { select: { currency: true, unitAmount: true } },
      stock: { select: { onHand: true, reserved: true } },
      product: { select: { title: true, published: true, opensAt: true } },
    },
  });
  if (variant === null || !variant.product.published || findPrice(variant, shop.settings.currency) === null)
    throw new DomainError("NOT_ON_SALE", { title: variant?.product.title ?? "This", opensAt: null });
  const { title, opensAt } = variant.product;
  if (opensAt !== null && opensAt > shop.clock.now())
    throw new DomainError("NOT_ON_SALE", { title, opensAt: opensAt.toISOString() });
  if (quantity > maxLineQuantity) throw new DomainError("QUANTITY_LIMIT", { max: maxLineQuantity });
  const available = freeUnits(variant) + ((await heldByCart(tx, cartId)).get(variantId) ?? 0);
  if (available < quantity) {
    const shortage = { variantId, title: lineTitle(title, variant.title), requested: quantity, available };
    throw new DomainError("OUT_OF_STOCK", { lines: [{ ...shortage, available: Math.max(0, available) }] });
  }
}
