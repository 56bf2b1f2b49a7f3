import { lockCategories, type Tx } from "@dualtrack/db";
import { outdatedVersion } from "../audit/outdated-version.ts";
import { DomainError } from "../domain-error.ts";
import { categoryAuditFilter } from "./audit-category.ts";
import { type CategoryRow, categoryFields } from "./category-rows.ts";

/** The edited category, and the version that the editor loaded. */
export interface EditedCategory {
  categoryId: string;
  version: number;
}

/**
 * Locks all categories for this change and increments the version of this one, so that changes based on an older version are
 * refused. Answers the category before the change. CATEGORY_NOT_FOUND, CATEGORY_CHANGED.
 */
export async function claimCategory(tx: Tx, { categoryId, version }: EditedCategory): Promise<CategoryRow> {
  await lockCategories(tx);
  const category = await tx.category.findUnique({ where: { id: categoryId }, select: categoryFields });
  if (category === null) throw new DomainError("CATEGORY_NOT_FOUND", {});
  if (category.version !== version)
    throw await outdatedVersion(tx, "CATEGORY_CHANGED", categoryAuditFilter(category.name));
  await tx.category.update({ where: { id: categoryId }, data: { version: { increment: 1 } } });
  return category;
}
