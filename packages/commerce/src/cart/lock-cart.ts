import { insertCart, lockCart, lockCheckout, lockCheckoutWithCart, type ShopState } from "@dualtrack/db";
import { customerTerms } from "../currencies/customer-terms.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

/**
 * Finds or creates the cart with this token's hash, and locks it. A new cart has the currency of its customer's country, if that is
 * known. Code that may remove a checkout's lines from the cart or put them back takes this lock before the checkout's.
 */
export async function lockCartOf(
  unit: UnitOfWork,
  tokenHash: string,
  country: string | null = null,
): Promise<string> {
  const { tx, now } = unit;
  const cart = await lockCart(tx, tokenHash);
  if (cart !== null) return cart.id;
  const { currency } = await customerTerms(tx, { tokenHash, country });
  // It may have been created since.
  return insertCart(tx, { tokenHash, currency, now });
}

interface LockedCheckout {
  /** Its customer's cart. */
  cartId: string;
  state: ShopState;
}

/** Locks a checkout, and before it the cart of its customer, who gets one if there is none. Null: there is no such checkout. */
export async function lockIfThere(unit: UnitOfWork, checkoutId: string): Promise<LockedCheckout | null> {
  const { tx } = unit;
  const locked = await lockCheckoutWithCart(tx, checkoutId);
  if (locked === null) return null;
  const { state, ownerHash } = locked;
  if (locked.cartId !== null) return { cartId: locked.cartId, state };
  const cartId = await lockCartOf(unit, ownerHash);
  await lockCheckout(tx, checkoutId);
  return { cartId, state };
}

/** The same for a checkout that must exist. */
export async function lockWithCart(unit: UnitOfWork, checkoutId: string): Promise<LockedCheckout> {
  const locked = await lockIfThere(unit, checkoutId);
  if (locked === null) throw new Error(`There is no checkout ${checkoutId}`);
  return locked;
}
