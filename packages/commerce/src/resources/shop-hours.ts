import { exceptionsSchema, type UpdateShopHours, weekSchema } from "@dualtrack/contract";
import { lockShopHours, type Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { lastChange } from "../audit/last-change.ts";
import { outdatedVersion } from "../audit/outdated-version.ts";
import { writeChanges } from "../audit/write-changes.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

/** The shop's opening hours, in its time zone, and who changed them last. */
export async function getShopHours(shop: Shop) {
  return {
    ...(await readShopHours(shop.db)),
    timeZone: shop.settings.timeZone,
    changed: await lastChange(shop.db, { action: "hours.update" }),
  };
}

async function readShopHours(tx: Tx) {
  const { week, exceptions, version } = await tx.shopHours.findUniqueOrThrow({ where: { id: 1 } });
  return { version, week: weekSchema.parse(week), exceptions: exceptionsSchema.parse(exceptions) };
}

/** Saves the hours and the days that differ from them. Bookings stay, also outside of the new hours. SHOP_HOURS_CHANGED. */
export function updateShopHours(
  shop: Shop,
  { version, week, exceptions, by }: UpdateShopHours & { by: Actor },
): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    await lockShopHours(tx);
    const { version: stored, ...before } = await readShopHours(tx);
    if (stored !== version) throw await outdatedVersion(tx, "SHOP_HOURS_CHANGED", { action: "hours.update" });
    const after = {
      week,
      exceptions: exceptions.toSorted((one, other) => one.from.localeCompare(other.from)),
    };
    await tx.shopHours.update({ where: { id: 1 }, data: { ...after, version: { increment: 1 } } });
    await writeChanges(unit, { action: "hours.update", subject: "hours", before, after });
  });
}
