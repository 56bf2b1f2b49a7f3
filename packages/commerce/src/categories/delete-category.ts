import type { Actor } from "../actor.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { auditCategory } from "./audit-category.ts";
import { claimCategory, type EditedCategory } from "./claim-category.ts";

/** Deletes a category; its products stay on sale. CATEGORY_NOT_FOUND, CATEGORY_CHANGED. */
export function deleteCategory(shop: Shop, { by, ...edited }: EditedCategory & { by: Actor }): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const before = await claimCategory(unit.tx, edited);
    await unit.tx.category.delete({ where: { id: before.id } });
    await auditCategory(unit, { action: "category.delete", before, after: null });
  });
}
