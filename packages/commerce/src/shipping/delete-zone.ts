import type { Actor } from "../actor.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { auditZone } from "./audit-zone.ts";
import { claimZone, type EditedZone } from "./claim-zone.ts";

/**
 * Deletes a zone with its areas and methods: its destinations are not served any more. Orders keep the method that they were
 * quoted. SHIPPING_ZONE_NOT_FOUND, SHIPPING_ZONE_CHANGED.
 */
export function deleteShippingZone(shop: Shop, { by, ...edited }: EditedZone & { by: Actor }): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const before = await claimZone(unit.tx, edited);
    await unit.tx.shippingZone.delete({ where: { id: before.id } });
    await auditZone(unit, { action: "shipping.delete_zone", before, after: null });
  });
}
