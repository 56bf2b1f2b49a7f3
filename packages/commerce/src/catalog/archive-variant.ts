import type { Actor } from "../actor.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { auditProduct } from "./audit-product.ts";
import { claimVersion, type EditedProduct, variantOf } from "./claim-version.ts";
import { assertStillReady } from "./readiness.ts";

export type EditedVariant = EditedProduct & { variantId: string; by: Actor };

/**
 * Stops selling a variant; its orders, stock and movements stay. Carts show that it is no longer sold; checkouts that have
 * reserved it can be paid. PRODUCT_NOT_FOUND, PRODUCT_CHANGED, VARIANT_NOT_FOUND, PRODUCT_NOT_READY (for the last variant
 * of a published product).
 */
export function archiveVariant(shop: Shop, edit: EditedVariant): Promise<void> {
  return setArchived(shop, edit, true);
}

/** Sells an archived variant again, after the others in the list. Same refusals as `archiveVariant`. */
export function restoreVariant(shop: Shop, edit: EditedVariant): Promise<void> {
  return setArchived(shop, edit, false);
}

function setArchived(shop: Shop, edit: EditedVariant, archived: boolean): Promise<void> {
  const { variantId, by } = edit;
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const product = await claimVersion(tx, edit);
    const variant = variantOf(product, variantId);
    if ((variant.archivedAt !== null) === archived) return;
    await tx.variant.update({
      where: { id: variantId },
      data: archived ? { archivedAt: now } : { archivedAt: null, position: product.variants.length },
    });
    await assertStillReady(tx, product.id);
    await auditProduct(unit, {
      action: archived ? "product.archive_variant" : "product.restore_variant",
      subject: product.slug,
      before: { [variant.sku]: archived ? "offered" : "archived" },
      after: { [variant.sku]: archived ? "archived" : "offered" },
    });
  });
}
