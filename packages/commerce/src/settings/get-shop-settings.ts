import type { PaymentPageSetting } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import { lastChange } from "../audit/last-change.ts";
import { oncePerTransaction } from "../once-per-transaction.ts";
import type { Shop } from "../shop.ts";

/** The settings and who changed them last. */
export async function getShopSettings(shop: Shop) {
  return {
    ...(await readShopSettings(shop.db)),
    changed: await lastChange(shop.db, { action: "settings.update" }),
  };
}

export type ShopSettings = Awaited<ReturnType<typeof readShopSettings>>;

/** What holds for the whole shop, as staff have set it. */
export async function readShopSettings(tx: Tx) {
  const { id: _, ...settings } = await tx.shopSettings.findUniqueOrThrow({ where: { id: 1 } });
  return settings;
}

/** The same for mails and invoices, of which one transaction may write several. */
export const settingsForDocuments = oncePerTransaction(readShopSettings);

/** On whose page customers pay. */
export async function getPaymentPage(shop: Shop): Promise<PaymentPageSetting> {
  return (await readShopSettings(shop.db)).paymentPage;
}
