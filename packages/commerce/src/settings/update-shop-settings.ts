import type { UpdateShopSettings } from "@dualtrack/contract";
import { lockShopSettings } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { outdatedVersion } from "../audit/outdated-version.ts";
import { writeChanges } from "../audit/write-changes.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { readShopSettings } from "./get-shop-settings.ts";

/**
 * Saves the seller's data, the series of invoices, and how long goods are reserved. It holds for what is made from now on:
 * checkouts keep their reservation, and invoices what they say. SHOP_SETTINGS_CHANGED.
 */
export function updateShopSettings(shop: Shop, update: UpdateShopSettings & { by: Actor }): Promise<void> {
  const { version, by, vatId, phone, ...settings } = update;
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    await lockShopSettings(tx);
    const { version: stored, ...before } = await readShopSettings(tx);
    if (stored !== version)
      throw await outdatedVersion(tx, "SHOP_SETTINGS_CHANGED", { action: "settings.update" });
    const after = { ...settings, vatId: vatId || null, phone: phone || null };
    await tx.shopSettings.update({ where: { id: 1 }, data: { ...after, version: { increment: 1 } } });
    await writeChanges(unit, { action: "settings.update", subject: "settings", before, after });
  });
}
