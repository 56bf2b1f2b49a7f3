import { lockShippingZones, type Tx } from "@dualtrack/db";
import { outdatedVersion } from "../audit/outdated-version.ts";
import { DomainError } from "../domain-error.ts";
import { zoneAuditFilter } from "./audit-zone.ts";
import { type ZoneRow, zoneFields } from "./zone-rows.ts";

/** The edited zone, and the version that the editor loaded. */
export interface EditedZone {
  zoneId: string;
  version: number;
}

/**
 * Locks all zones for this change and increments the version of this one, so that changes based on an older version are refused.
 * Answers the zone before the change. SHIPPING_ZONE_NOT_FOUND, SHIPPING_ZONE_CHANGED.
 */
export async function claimZone(tx: Tx, { zoneId, version }: EditedZone): Promise<ZoneRow> {
  await lockShippingZones(tx);
  const zone = await tx.shippingZone.findUnique({ where: { id: zoneId }, select: zoneFields });
  if (zone === null) throw new DomainError("SHIPPING_ZONE_NOT_FOUND", {});
  if (zone.version !== version)
    throw await outdatedVersion(tx, "SHIPPING_ZONE_CHANGED", zoneAuditFilter(zone.name));
  await tx.shippingZone.update({ where: { id: zoneId }, data: { version: { increment: 1 } } });
  return zone;
}
