import { lockCart, type Tx } from "@dualtrack/db";
import type { Shop } from "../shop.ts";

/**
 * Finds or makes the cart of whoever holds the secret with this hash, and locks it. Whoever moves a checkout whose lines
 * may leave the cart or come back takes this lock before the checkout's.
 */
export async function lockCartOf(shop: Shop, tx: Tx, tokenHash: string): Promise<string> {
  for (;;) {
    const cart = await tx.cart.findUnique({ where: { tokenHash }, select: { id: true } });
    if (cart !== null && (await lockCart(tx, cart.id))) return cart.id;
    await tx.cart.createMany({
      data: { tokenHash, currency: shop.settings.currency, createdAt: shop.clock.now() },
      skipDuplicates: true, // two first clicks at once
    });
  }
}
