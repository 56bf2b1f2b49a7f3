import type { Tx } from "@dualtrack/db";

/** Makes the checkout the one of this cart. */
export async function attachToCart(
  tx: Tx,
  { checkoutId, cartId }: { checkoutId: string; cartId: string },
): Promise<void> {
  await tx.checkout.update({ where: { id: checkoutId }, data: { cartId } });
}

/** Detaches checkouts from their cart: changes of a cart no longer affect them. */
export async function detachFromCart(tx: Tx, checkoutIds: readonly string[]): Promise<void> {
  await tx.checkout.updateMany({
    where: { id: { in: [...checkoutIds] }, cartId: { not: null } },
    data: { cartId: null },
  });
}

/** Records that the checkout's lines are in the cart again, as its order ended without a sale. */
export async function recordLinesReturned(tx: Tx, checkoutId: string): Promise<void> {
  await tx.checkout.update({ where: { id: checkoutId }, data: { cartTakenAt: null } });
}
