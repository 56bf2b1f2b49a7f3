import { isSameArea, type ShippingMethodInput, type UpdateShippingZone } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { auditZone } from "./audit-zone.ts";
import { claimZone } from "./claim-zone.ts";
import { liveServiceColumns, zoneFields } from "./zone-rows.ts";

/**
 * Saves name, areas, and methods with their rates and order; methods that are missing are deleted. It holds for the next quote of
 * every checkout; orders keep what they were quoted.
 * SHIPPING_ZONE_NOT_FOUND, SHIPPING_ZONE_CHANGED, SHIPPING_ZONE_NAME_TAKEN, SHIPPING_AREA_TAKEN.
 */
export function updateShippingZone(shop: Shop, update: UpdateShippingZone & { by: Actor }): Promise<void> {
  const { zoneId, name, areas, methods, by } = update;
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const before = await claimZone(tx, update);
    await assertNameFree(tx, { zoneId, name });
    await assertAreasFree(tx, { zoneId, areas });
    await tx.shippingZone.update({ where: { id: zoneId }, data: { name } });
    await tx.shippingArea.deleteMany({ where: { zoneId } });
    await tx.shippingArea.createMany({ data: areas.map((area) => ({ ...area, zoneId })) });
    await saveMethods(tx, { zoneId, methods, known: before.methods.map(({ id }) => id) });
    const after = await tx.shippingZone.findUniqueOrThrow({ where: { id: zoneId }, select: zoneFields });
    await auditZone(unit, { action: "shipping.update_zone", before, after });
  });
}

async function assertNameFree(tx: Tx, { zoneId, name }: { zoneId: string; name: string }): Promise<void> {
  if ((await tx.shippingZone.count({ where: { name, id: { not: zoneId } } })) > 0)
    throw new DomainError("SHIPPING_ZONE_NAME_TAKEN", { name });
}

async function assertAreasFree(
  tx: Tx,
  { zoneId, areas }: Pick<UpdateShippingZone, "zoneId" | "areas">,
): Promise<void> {
  const others = await tx.shippingArea.findMany({
    where: { zoneId: { not: zoneId }, country: { in: areas.map(({ country }) => country) } },
    select: {
      country: true,
      state: true,
      postalFrom: true,
      postalTo: true,
      zone: { select: { name: true } },
    },
  });
  for (const [place, area] of areas.entries()) {
    const found = others.find((other) => isSameArea(area, other));
    if (found === undefined) continue;
    const { zone, ...taken } = found;
    throw new DomainError("SHIPPING_AREA_TAKEN", { place, area, zone: zone.name, taken });
  }
}

async function saveMethods(
  tx: Tx,
  { zoneId, methods, known }: { zoneId: string; methods: ShippingMethodInput[]; known: string[] },
): Promise<void> {
  const removed = known.filter((id) => !methods.some((method) => method.id === id));
  await tx.shippingMethod.deleteMany({ where: { id: { in: removed } } });
  for (const [position, { id, rates, live, ...method }] of methods.entries()) {
    const data = { ...method, ...liveServiceColumns(live), position };
    if (known.includes(id)) await tx.shippingMethod.update({ where: { id }, data });
    else await tx.shippingMethod.create({ data: { ...data, id, zoneId } });
    await tx.shippingRate.deleteMany({ where: { methodId: id } });
    await tx.shippingRate.createMany({
      data: rates.map(({ currency, basis, freeFromAmount }) => ({
        ...{ methodId: id, currency, basis, freeFromAmount },
      })),
    });
    await tx.shippingRateBand.createMany({
      data: rates.flatMap(({ currency, bands }) =>
        bands.map(({ from, to, amount }) => ({
          ...{ methodId: id, currency, fromValue: from, toValue: to, amount },
        })),
      ),
    });
  }
}
