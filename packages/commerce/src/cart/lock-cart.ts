import { lockCart } from "@dualtrack/db";
import type { UnitOfWork } from "../unit-of-work.ts";

/**
 * Finds or makes the cart of whoever holds the secret with this hash, and locks it. Whoever moves a checkout whose lines
 * may leave the cart or come back takes this lock before the checkout's.
 */
export async function lockCartOf(unit: UnitOfWork, tokenHash: string): Promise<string> {
  const { shop, tx, now } = unit;
  for (;;) {
    const cart = await tx.cart.findUnique({ where: { tokenHash }, select: { id: true } });
    if (cart !== null && (await lockCart(tx, cart.id))) return cart.id;
    await tx.cart.createMany({
      data: { tokenHash, currency: shop.settings.currency, createdAt: now },
      skipDuplicates: true, // two first clicks at once
    });
  }
}
