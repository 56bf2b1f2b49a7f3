import { categoryLimits, slugFrom, type updateCategoryInput } from "@dualtrack/contract";
import { lockCategories, type Tx } from "@dualtrack/db";
import type { z } from "zod";
import type { Actor } from "../actor.ts";
import { DomainError } from "../domain-error.ts";
import { freeSlug } from "../free-slug.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { auditCategory } from "./audit-category.ts";
import { categoryFields } from "./category-rows.ts";
import { claimCategory } from "./claim-category.ts";

interface CreateCategory {
  /** Made once per form. It becomes the category's id, so that a repeated request makes one category. */
  requestId: string;
  name: string;
  by: Actor;
}

/** Creates a category without products at the end of the list, with a free slug. CATEGORY_NAME_TAKEN, CATEGORY_LIMIT. */
export function createCategory(
  shop: Shop,
  { requestId: id, name, by }: CreateCategory,
): Promise<{ categoryId: string }> {
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    await lockCategories(tx);
    const all = await tx.category.findMany({ select: { id: true, name: true, slug: true, position: true } });
    if (all.some((category) => category.id === id)) return { categoryId: id };
    if (all.some((category) => category.name === name))
      throw new DomainError("CATEGORY_NAME_TAKEN", { name });
    const { categories: max } = categoryLimits;
    if (all.length >= max) throw new DomainError("CATEGORY_LIMIT", { max });
    const taken = new Set(all.map(({ slug }) => slug));
    const slug = freeSlug(slugFrom(name, "category"), { taken, id });
    const position = Math.max(-1, ...all.map((category) => category.position)) + 1;
    const after = await tx.category.create({
      data: { id, name, slug, position, createdAt: now },
      select: categoryFields,
    });
    await auditCategory(unit, { action: "category.create", before: null, after });
    return { categoryId: id };
  });
}

/**
 * Saves name, address and description. Links to an address that it had before lead nowhere.
 * CATEGORY_NOT_FOUND, CATEGORY_CHANGED, CATEGORY_NAME_TAKEN, SLUG_TAKEN.
 */
export function updateCategory(
  shop: Shop,
  { by, ...update }: z.output<typeof updateCategoryInput> & { by: Actor },
): Promise<void> {
  const { categoryId, name, slug, description } = update;
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const before = await claimCategory(tx, update);
    await assertFree(tx, update);
    const after = await tx.category.update({
      where: { id: categoryId },
      data: { name, slug, description },
      select: categoryFields,
    });
    await auditCategory(unit, { action: "category.update", before, after });
  });
}

async function assertFree(
  tx: Tx,
  { categoryId, name, slug }: { categoryId: string; name: string; slug: string },
): Promise<void> {
  const others = await tx.category.findMany({
    where: { id: { not: categoryId }, OR: [{ name }, { slug }] },
    select: { name: true },
  });
  if (others.some((other) => other.name === name)) throw new DomainError("CATEGORY_NAME_TAKEN", { name });
  if (others.length > 0) throw new DomainError("SLUG_TAKEN", { slug });
}
