import { lockCart } from "@dualtrack/db";
import { customerTerms } from "../currencies/customer-terms.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

/**
 * Finds or creates the cart with this token's hash, and locks it. A new cart has the currency of its customer's country, if that is
 * known. Code that may remove a checkout's lines from the cart or put them back takes this lock before the checkout's.
 */
export async function lockCartOf(
  { tx, now }: UnitOfWork,
  tokenHash: string,
  country: string | null = null,
): Promise<string> {
  for (;;) {
    const cart = await lockCart(tx, tokenHash);
    if (cart !== null) return cart.id;
    const { currency } = await customerTerms(tx, { tokenHash, country });
    await tx.cart.createMany({
      data: { tokenHash, currency, createdAt: now, updatedAt: now },
      skipDuplicates: true, // a concurrent first request
    });
  }
}
