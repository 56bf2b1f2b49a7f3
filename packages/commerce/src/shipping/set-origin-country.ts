import { lockShippingZones } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { writeChanges } from "../audit/write-changes.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

/** Sets the country that goods are sent from. Estimates in carts are for it. */
export function setOriginCountry(shop: Shop, { country, by }: { country: string; by: Actor }): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    await lockShippingZones(tx);
    const before = await tx.shippingSettings.findUniqueOrThrow({ where: { id: 1 } });
    await tx.shippingSettings.update({ where: { id: 1 }, data: { originCountry: country } });
    await writeChanges(unit, {
      action: "shipping.set_origin",
      subject: "shipping",
      before: { country: before.originCountry },
      after: { country },
    });
  });
}
