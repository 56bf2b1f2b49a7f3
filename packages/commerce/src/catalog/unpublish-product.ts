import { transact } from "@dualtrack/db";
import type { Actor } from "../audit/audit-log.ts";
import type { Shop } from "../shop.ts";
import { auditProduct } from "./audit-product.ts";
import { claimVersion, type EditedProduct } from "./claim-version.ts";

/**
 * Takes the product out of the shop. Who is at the checkout with it may finish, as the goods are held for them; who
 * has it in the cart is told there that it is not on sale. PRODUCT_NOT_FOUND, PRODUCT_CHANGED.
 */
export function unpublishProduct(
  shop: Shop,
  { by, ...edited }: EditedProduct & { by: Actor },
): Promise<void> {
  const at = shop.clock.now();
  return transact(shop.db, async (tx) => {
    const product = await claimVersion(tx, edited);
    await tx.product.update({ where: { id: product.id }, data: { published: false } });
    await auditProduct(tx, {
      by,
      action: "product.unpublish",
      subject: product.slug,
      before: { published: product.published },
      after: { published: false },
      at,
    });
  });
}
