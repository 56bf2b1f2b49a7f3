import type { Actor } from "../actor.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { auditProduct } from "./audit-product.ts";
import { claimVersion, type EditedProduct } from "./claim-version.ts";

/**
 * Unpublishes the product. Checkouts that have reserved it can be paid; carts show that it is not on sale.
 * PRODUCT_NOT_FOUND, PRODUCT_CHANGED.
 */
export function unpublishProduct(
  shop: Shop,
  { by, ...edited }: EditedProduct & { by: Actor },
): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const product = await claimVersion(tx, edited);
    await tx.product.update({ where: { id: product.id }, data: { published: false } });
    await auditProduct(unit, {
      action: "product.unpublish",
      subject: product.slug,
      before: { published: product.published },
      after: { published: false },
    });
  });
}
