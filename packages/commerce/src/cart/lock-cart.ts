import { insertCart, lockCart, lockCheckout, lockCheckoutWithCart } from "@dualtrack/db";
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
  const cart = await lockCart(unit.tx, tokenHash);
  return cart?.id ?? createCart(unit, tokenHash, country);
}

/** Creates a cart and locks it, for a caller that has found none; it may have been created since. */
export async function createCart(
  { tx, now }: UnitOfWork,
  tokenHash: string,
  country: string | null,
): Promise<string> {
  const { currency } = await customerTerms(tx, { tokenHash, country });
  return insertCart(tx, { tokenHash, currency, now });
}

/**
 * Locks a checkout, and before it the cart of its customer, who gets one if there is none. Answers the cart's id; null: there is no such
 * checkout.
 */
export async function lockIfThere(unit: UnitOfWork, checkoutId: string): Promise<string | null> {
  const { tx } = unit;
  const locked = await lockCheckoutWithCart(tx, checkoutId);
  if (locked === null || locked.cartId !== null) return locked?.cartId ?? null;
  const cartId = await lockCartOf(unit, locked.ownerHash);
  await lockCheckout(tx, checkoutId);
  return cartId;
}

/** The same for a checkout that must exist. */
export async function lockWithCart(unit: UnitOfWork, checkoutId: string): Promise<string> {
  const cartId = await lockIfThere(unit, checkoutId);
  if (cartId === null) throw new Error(`There is no checkout ${checkoutId}`);
  return cartId;
}
