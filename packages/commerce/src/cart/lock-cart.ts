import { lockCart } from "@dualtrack/db";
import type { UnitOfWork } from "../unit-of-work.ts";

/**
 * Finds or creates the cart with this token's hash, and locks it. Code that may remove a checkout's lines from the cart or put
 * them back takes this lock before the checkout's.
 */
export async function lockCartOf(unit: UnitOfWork, tokenHash: string): Promise<string> {
  const { shop, tx, now } = unit;
  for (;;) {
    const cart = await lockCart(tx, tokenHash);
    if (cart !== null) return cart.id;
    await tx.cart.createMany({
      data: { tokenHash, currency: shop.settings.currency, createdAt: now },
      skipDuplicates: true, // a concurrent first request
    });
  }
}
