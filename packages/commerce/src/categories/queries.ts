import type { Db } from "@dualtrack/db";
import { lastChange } from "../audit/last-change.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { categoryAuditFilter } from "./audit-category.ts";
import { categoryFields, inOrder } from "./category-rows.ts";

/** What customers read of categories, in their order; those without a published product as well. */
export function readCategories(
  db: Db,
): Promise<{ id: string; slug: string; name: string; description: string }[]> {
  return db.category.findMany({
    orderBy: inOrder,
    select: { id: true, slug: true, name: true, description: true },
  });
}

const staffFields = {
  ...categoryFields,
  _count: { select: { products: true } },
} as const;

/** All categories for staff, in their order, each with how many products are in it. */
export async function listCategoriesForStaff(shop: Shop) {
  const categories = await shop.db.category.findMany({ orderBy: inOrder, select: staffFields });
  return categories.map(({ _count, ...category }) => ({ ...category, products: _count.products }));
}

/** Everything that the editor shows of a category. CATEGORY_NOT_FOUND. */
export async function getCategoryForStaff(shop: Shop, { categoryId }: { categoryId: string }) {
  const found = await shop.db.category.findUnique({
    where: { id: categoryId },
    select: {
      ...staffFields,
      discounts: {
        orderBy: { discountId: "desc" },
        select: { discount: { select: { id: true, name: true } } },
      },
    },
  });
  if (found === null) throw new DomainError("CATEGORY_NOT_FOUND", {});
  const { _count, discounts, ...category } = found;
  return {
    ...category,
    discounts: discounts.map(({ discount }) => discount),
    products: _count.products,
    shopUrl: shop.settings.publicUrl,
    changed: await lastChange(shop.db, categoryAuditFilter(category.name)),
  };
}
