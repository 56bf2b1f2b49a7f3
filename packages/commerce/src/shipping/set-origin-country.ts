import { lockShippingZones } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { outdatedVersion } from "../audit/outdated-version.ts";
import { writeChanges } from "../audit/write-changes.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

/**
 * Sets the country that goods are sent from, over the one of `version`. Estimates in carts are for it. SHIPPING_ORIGIN_CHANGED.
 */
export function setOriginCountry(
  shop: Shop,
  { country, version, by }: { country: string; version: number; by: Actor },
): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const action = "shipping.set_origin";
    await lockShippingZones(tx);
    const before = await tx.shippingSettings.findUniqueOrThrow({ where: { id: 1 } });
    if (before.originVersion !== version)
      throw await outdatedVersion(tx, "SHIPPING_ORIGIN_CHANGED", { action });
    await tx.shippingSettings.update({
      where: { id: 1 },
      data: { originCountry: country, originVersion: { increment: 1 } },
    });
    await writeChanges(unit, {
      action,
      subject: "shipping",
      before: { country: before.originCountry },
      after: { country },
    });
  });
}
