import type { Tx } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import { removeStockLevel } from "../inventory/stock-level.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { releaseUploads } from "../uploads/release-uploads.ts";
import type { EditedVariant } from "./archive-variant.ts";
import { auditProduct } from "./audit-product.ts";
import { claimVersion, variantName, variantOf } from "./claim-version.ts";
import { assertStillReady } from "./readiness.ts";

/**
 * Deletes a variant that was never sold, never had stock and is in no checkout, with its cart lines. VARIANT_IN_USE
 * otherwise: it can be archived. PRODUCT_NOT_FOUND, PRODUCT_CHANGED, VARIANT_NOT_FOUND, PRODUCT_NOT_READY.
 */
export function deleteVariant(shop: Shop, edit: EditedVariant): Promise<void> {
  const { variantId, by } = edit;
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const product = await claimVersion(tx, edit);
    const variant = variantOf(product, variantId);
    if (await isInUse(tx, variantId))
      throw new DomainError("VARIANT_IN_USE", { title: variantName(variant) });
    await removeStockLevel(tx, variantId);
    await releaseUploads(tx, { of: { variantFiles: { some: { variantId } } }, now: unit.now });
    await tx.variant.delete({ where: { id: variantId } });
    await assertStillReady(tx, product.id);
    await auditProduct(unit, {
      action: "product.delete_variant",
      subject: product.slug,
      before: { [variant.sku]: variant.title },
      after: {},
    });
  });
}

/** Whether any row refers to the variant. Foreign keys prevent the deletion if one is added meanwhile. */
async function isInUse(tx: Tx, variantId: string): Promise<boolean> {
  const where = { variantId };
  const counts = await Promise.all([
    tx.orderLine.count({ where }),
    tx.checkoutLine.count({ where }),
    tx.reservation.count({ where }),
    tx.stockMovement.count({ where }),
  ]);
  return counts.some((count) => count > 0);
}
