import type { Tx } from "@dualtrack/db";
import type { UnitOfWork } from "../unit-of-work.ts";

/** What is in this cart is paid with the checkout from now on. */
export async function attachToCart(
  tx: Tx,
  { checkoutId, cartId }: { checkoutId: string; cartId: string },
): Promise<void> {
  await tx.checkout.update({ where: { id: checkoutId }, data: { cartId } });
}

/** The checkouts are paid by themselves from now on: what is in a cart, and how it changes, means nothing to them. */
export async function detachFromCart(tx: Tx, checkoutIds: readonly string[]): Promise<void> {
  await tx.checkout.updateMany({
    where: { id: { in: [...checkoutIds] }, cartId: { not: null } },
    data: { cartId: null },
  });
}

/** The checkout's lines have left the cart as they were ordered; the cart is free for other goods. */
export async function recordLinesTaken({ tx, now }: UnitOfWork, checkoutId: string): Promise<void> {
  await tx.checkout.update({ where: { id: checkoutId }, data: { cartTakenAt: now, cartId: null } });
}

/** The checkout's lines are in the cart again: its order ended without a sale. */
export async function recordLinesReturned(tx: Tx, checkoutId: string): Promise<void> {
  await tx.checkout.update({ where: { id: checkoutId }, data: { cartTakenAt: null } });
}
