import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { lockLevel } from "./lock-level.ts";

interface SetLowStockThreshold {
  variantId: string;
  /** The threshold as the clerk loaded it. */
  seenThreshold: number;
  threshold: number;
  by: Actor;
}

/**
 * Sets the number of free units at which a variant counts as low; 0 for never. A repeated request changes nothing.
 * VARIANT_NOT_FOUND, THRESHOLD_CHANGED.
 */
export async function setLowStockThreshold(
  shop: Shop,
  { variantId, seenThreshold, threshold, by }: SetLowStockThreshold,
): Promise<void> {
  await transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const { sku, lowStockThreshold } = await lockLevel(tx, variantId);
    if (lowStockThreshold === threshold) return;
    if (lowStockThreshold !== seenThreshold)
      throw new DomainError("THRESHOLD_CHANGED", { seen: seenThreshold, threshold: lowStockThreshold });
    await tx.stockLevel.update({ where: { variantId }, data: { lowStockThreshold: threshold } });
    await writeAudit(unit, {
      action: "stock.set_threshold",
      subject: sku,
      before: { lowStockThreshold },
      after: { lowStockThreshold: threshold },
    });
  });
}
