import type { Actor } from "../actor.ts";
import { getBaseCurrency } from "../currencies/base-currency.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { auditProduct } from "./audit-product.ts";
import { claimVersion, type EditedProduct } from "./claim-version.ts";
import { missingParts } from "./readiness.ts";

/**
 * Publishes the product: customers see it, and can buy it from its opening time on. Its slug can't be changed any more.
 * PRODUCT_NOT_READY with all missing parts, PRODUCT_NOT_FOUND, PRODUCT_CHANGED.
 */
export function publishProduct(shop: Shop, { by, ...edited }: EditedProduct & { by: Actor }): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const product = await claimVersion(tx, edited);
    const missing = missingParts(product, await getBaseCurrency(tx));
    if (missing.length > 0) throw new DomainError("PRODUCT_NOT_READY", { missing });
    await tx.product.update({
      where: { id: product.id },
      data: { published: true, firstPublishedAt: product.firstPublishedAt ?? now },
    });
    const opensAt = product.opensAt?.toISOString() ?? null;
    await auditProduct(unit, {
      action: "product.publish",
      subject: product.slug,
      before: { published: product.published },
      after: { published: true, ...(opensAt === null || product.published ? {} : { opensAt }) },
    });
  });
}
