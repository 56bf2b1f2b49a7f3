import { lockCategory, type Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { auditCategory } from "./audit-category.ts";
import { claimCategory, type EditedCategory } from "./claim-category.ts";

/**
 * Deletes a category; its products stay on sale. One that a discount holds for is kept, as the discount would hold for other goods
 * than staff have chosen. CATEGORY_NOT_FOUND, CATEGORY_CHANGED, CATEGORY_IN_USE.
 */
export function deleteCategory(shop: Shop, { by, ...edited }: EditedCategory & { by: Actor }): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const before = await claimCategory(tx, edited);
    await lockCategory(tx, before.id);
    await assertUnused(tx, before.id);
    await tx.category.delete({ where: { id: before.id } });
    await auditCategory(unit, { action: "category.delete", before, after: null });
  });
}

const maxNamed = 3;

async function assertUnused(tx: Tx, categoryId: string): Promise<void> {
  const uses = await tx.discountCategory.findMany({
    where: { categoryId },
    orderBy: { discountId: "desc" },
    select: { discount: { select: { name: true } } },
  });
  if (uses.length === 0) return;
  const discounts = uses.slice(0, maxNamed).map(({ discount }) => discount.name);
  throw new DomainError("CATEGORY_IN_USE", { discounts, count: uses.length });
}
