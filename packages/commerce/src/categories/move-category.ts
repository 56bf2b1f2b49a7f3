import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { inOrder } from "./category-rows.ts";
import { claimCategory, type EditedCategory } from "./claim-category.ts";

/**
 * Swaps the category with the one before (`step` -1) or after it (1) in the list; at the ends nothing changes.
 * CATEGORY_NOT_FOUND, CATEGORY_CHANGED.
 */
export function moveCategory(
  shop: Shop,
  { step, by, ...edited }: EditedCategory & { step: -1 | 1; by: Actor },
): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const category = await claimCategory(tx, edited);
    const list = await tx.category.findMany({ orderBy: inOrder, select: { id: true, position: true } });
    const place = list.findIndex(({ id }) => id === category.id);
    const own = list[place];
    const neighbour = list[place + step];
    if (own === undefined || neighbour === undefined) return;
    await tx.category.update({ where: { id: own.id }, data: { position: neighbour.position } });
    await tx.category.update({ where: { id: neighbour.id }, data: { position: own.position } });
    await writeAudit(unit, {
      action: "category.move",
      subject: category.name,
      before: { place: place + 1 },
      after: { place: place + step + 1 },
    });
  });
}
