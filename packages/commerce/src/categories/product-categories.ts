import { keepCategories, type Prisma, type Tx } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import { inOrder } from "./category-rows.ts";

/** The categories of a product, in the order in which customers see them. */
export const categoriesOfProduct = {
  orderBy: inOrder.map((by) => ({ category: by })),
  select: { category: { select: { id: true, name: true, slug: true } } },
} as const satisfies Prisma.Product$categoriesArgs;

/** Puts a product into exactly these categories. CATEGORY_NOT_FOUND. */
export async function setProductCategories(
  tx: Tx,
  { productId, categoryIds }: { productId: string; categoryIds: readonly string[] },
): Promise<void> {
  await assertCategories(tx, categoryIds);
  await tx.productCategory.deleteMany({ where: { productId, categoryId: { notIn: [...categoryIds] } } });
  await tx.productCategory.createMany({
    data: categoryIds.map((categoryId) => ({ productId, categoryId })),
    skipDuplicates: true,
  });
}

/** Refuses categories that don't exist, and keeps the others until the transaction ends. CATEGORY_NOT_FOUND. */
export async function assertCategories(tx: Tx, categoryIds: readonly string[]): Promise<void> {
  if ((await keepCategories(tx, categoryIds)) < new Set(categoryIds).size)
    throw new DomainError("CATEGORY_NOT_FOUND", {});
}
