import { lockProducts } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { auditProduct } from "./audit-product.ts";
import { claimVersion, type EditedProduct } from "./claim-version.ts";

/**
 * Swaps the product with the one before (`step` -1) or after it (1) in the shop's list; at the ends nothing changes.
 * PRODUCT_NOT_FOUND, PRODUCT_CHANGED.
 */
export function moveProduct(
  shop: Shop,
  { step, by, ...edited }: EditedProduct & { step: -1 | 1; by: Actor },
): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    await lockProducts(tx); // before the claim: two moves must not lock one product each
    const product = await claimVersion(tx, edited);
    const list = await tx.product.findMany({
      orderBy: [{ position: "asc" }, { id: "asc" }],
      select: { id: true, position: true },
    });
    const place = list.findIndex(({ id }) => id === product.id);
    const neighbour = list[place + step];
    if (neighbour === undefined) return;
    const moved = list.with(place, neighbour).with(place + step, { id: product.id, position: 0 });
    // All positions are checked, as products may share one.
    for (const [position, { id }] of moved.entries())
      if (list.find((row) => row.id === id)?.position !== position)
        await tx.product.update({ where: { id }, data: { position } });
    await auditProduct(unit, {
      action: "product.move",
      subject: product.slug,
      before: { place: place + 1 },
      after: { place: place + step + 1 },
    });
  });
}
