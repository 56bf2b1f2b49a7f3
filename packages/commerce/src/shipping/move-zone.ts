import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { claimZone, type EditedZone } from "./claim-zone.ts";

/**
 * Swaps the zone with the one before (`step` -1) or after it (1) in the list; at the ends nothing changes.
 * SHIPPING_ZONE_NOT_FOUND, SHIPPING_ZONE_CHANGED.
 */
export function moveShippingZone(
  shop: Shop,
  { step, by, ...edited }: EditedZone & { step: -1 | 1; by: Actor },
): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const zone = await claimZone(tx, edited);
    const list = await tx.shippingZone.findMany({
      orderBy: [{ position: "asc" }, { id: "asc" }],
      select: { id: true },
    });
    const place = list.findIndex(({ id }) => id === zone.id);
    const neighbour = list[place + step];
    if (neighbour === undefined) return;
    for (const [position, { id }] of list
      .with(place, neighbour)
      .with(place + step, { id: zone.id })
      .entries())
      await tx.shippingZone.update({ where: { id }, data: { position } });
    await writeAudit(unit, {
      action: "shipping.move_zone",
      subject: zone.name,
      before: { place: place + 1 },
      after: { place: place + step + 1 },
    });
  });
}
