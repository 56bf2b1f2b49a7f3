import { readShopState, rememberReads, type Tx } from "@dualtrack/db";
import { lastChange } from "../audit/last-change.ts";
import type { Shop } from "../shop.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

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
  return tx.shopSettings.findUniqueOrThrow({ where: { id: 1 }, omit: { id: true, reservesStock: true } });
}

/** By version. */
const remember = rememberReads<ShopSettings>(20);

/** The same for whoever changes nothing of them: read once per change of theirs. Don't change what it answers. */
export async function settingsOf({ tx, state }: Pick<UnitOfWork, "tx" | "state">): Promise<ShopSettings> {
  const { settingsVersion } = state ?? (await readShopState(tx));
  return remember(settingsVersion, () => readShopSettings(tx));
}
