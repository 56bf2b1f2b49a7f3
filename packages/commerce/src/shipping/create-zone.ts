import { shippingLimits } from "@dualtrack/contract";
import { lockShippingZones } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { auditZone } from "./audit-zone.ts";
import { zoneFields } from "./zone-rows.ts";

interface CreateZone {
  /** Made once per form. It becomes the zone's id, so that a repeated request makes one zone. */
  requestId: string;
  name: string;
  by: Actor;
}

/** Creates a zone without areas and methods at the end of the list. SHIPPING_ZONE_NAME_TAKEN, SHIPPING_ZONE_LIMIT. */
export function createShippingZone(
  shop: Shop,
  { requestId: id, name, by }: CreateZone,
): Promise<{ zoneId: string }> {
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    await lockShippingZones(tx);
    const zones = await tx.shippingZone.findMany({ select: { id: true, name: true, position: true } });
    if (zones.some((zone) => zone.id === id)) return { zoneId: id };
    if (zones.some((zone) => zone.name === name)) throw new DomainError("SHIPPING_ZONE_NAME_TAKEN", { name });
    if (zones.length >= shippingLimits.zones)
      throw new DomainError("SHIPPING_ZONE_LIMIT", { max: shippingLimits.zones });
    const position = Math.max(-1, ...zones.map((zone) => zone.position)) + 1;
    const after = await tx.shippingZone.create({ data: { id, name, position }, select: zoneFields });
    await auditZone(unit, { action: "shipping.create_zone", before: null, after });
    return { zoneId: id };
  });
}
