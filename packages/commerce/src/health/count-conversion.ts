import { countConversionDay, isConversionCounted } from "@dualtrack/db";
import { dayOf, endOfDay, startOfDay } from "../day-in-zone.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";

/** On each new day, so many days before it are counted again: what is cancelled or refunded by then is not kept. */
const recountedDays = 29;

/**
 * Counts how far today's carts have come; the first time on a day also those of the days before it, each in a transaction of its own. Today is
 * counted last, so that a run that is killed is made up for by the next one.
 */
export async function countConversion(shop: Shop): Promise<void> {
  const { timeZone } = shop.settings;
  const now = shop.clock.now();
  const today = dayOf(now, timeZone);
  const isNewDay = !(await isConversionCounted(shop.db, today));
  for (let ago = isNewDay ? recountedDays : 0; ago >= 0; ago -= 1) {
    const day = Temporal.PlainDate.from(today).subtract({ days: ago }).toString();
    const [from, until] = [startOfDay(day, timeZone), endOfDay(day, timeZone)];
    await transact(shop, "sync", ({ tx }) => countConversionDay(tx, { day, from, until, now }));
  }
}
