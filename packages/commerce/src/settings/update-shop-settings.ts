import type { UpdateShopSettings } from "@dualtrack/contract";
import { lockShopSettings, type Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { outdatedVersion } from "../audit/outdated-version.ts";
import { writeChanges } from "../audit/write-changes.ts";
import { DomainError } from "../domain-error.ts";
import { euCountries } from "../eu-countries.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { readShopSettings } from "./get-shop-settings.ts";

/**
 * Saves the seller's data, the series of invoices, and how long goods are reserved. It holds for what is made from now on:
 * checkouts keep their reservation, and invoices what they say. SHOP_SETTINGS_CHANGED, SELLER_NEEDED.
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
    await assertInvoiceable(tx, { before, after });
    await tx.shopSettings.update({ where: { id: 1 }, data: { ...after, version: { increment: 1 } } });
    await writeChanges(unit, { action: "settings.update", subject: "settings", before, after });
  });
}

interface SellerData {
  addressLines: string[];
  vatId: string | null;
}

/**
 * Refuses to remove what invoices must name where tax is collected: the seller's address, and the VAT id.
 * @see Directive 2006/112/EC, Article 226 (3) and (5)
 */
async function assertInvoiceable(tx: Tx, { before, after }: { before: SellerData; after: SellerData }) {
  const isWithoutAddress = before.addressLines.length > 0 && after.addressLines.length === 0;
  const isWithoutVatId = before.vatId !== null && after.vatId === null;
  if (!isWithoutAddress && !isWithoutVatId) return;
  const registrations = await tx.taxRegistration.findMany({ select: { country: true } });
  if (isWithoutAddress && registrations.length > 0)
    throw new DomainError("SELLER_NEEDED", { field: "addressLines" });
  if (isWithoutVatId && registrations.some(({ country }) => euCountries.has(country)))
    throw new DomainError("SELLER_NEEDED", { field: "vatId" });
}
