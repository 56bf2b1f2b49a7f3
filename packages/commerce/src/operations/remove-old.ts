import {
  removeOldCarts,
  removeOldEvents,
  removeOldJobs,
  removeOldRejections,
  removeOldSessions,
  removeOldSyncRuns,
  removeOldVerifications,
  stripOldSessions,
  transact,
} from "@dualtrack/db";
import type { KeptDays, Shop } from "../shop.ts";

/** What has an age, and after which of the settings it goes. */
const kinds: [name: string, days: keyof KeptDays, remove: typeof removeOldCarts][] = [
  ["carts", "carts", removeOldCarts],
  ["checkoutSecrets", "carts", stripOldSessions],
  ["events", "events", removeOldEvents],
  ["rejections", "rejections", removeOldRejections],
  ["syncRuns", "syncRuns", removeOldSyncRuns],
  ["jobs", "jobs", removeOldJobs],
  ["sessions", "jobs", removeOldSessions],
  ["verifications", "jobs", removeOldVerifications],
];

/** Rows of one transaction: short enough that nobody notices that they are locked. */
const batchSize = 500;

/** Transactions of one kind in one go; the next day's takes the next. */
const maxBatches = 400;

const dayMs = 24 * 60 * 60_000;

/**
 * Takes away what nobody needs any more: nothing that the books, an order, a payment or reconciliation needs. Answers
 * how many rows of each kind. May be killed at any point, and may run twice at a time.
 */
export async function removeOld(shop: Shop): Promise<Record<string, number>> {
  const removed: Record<string, number> = {};
  for (const [name, days, remove] of kinds) {
    const before = new Date(shop.clock.now().getTime() - shop.settings.keptDays[days] * dayMs);
    let count = 0;
    for (let batch = 0; batch < maxBatches; batch += 1) {
      const gone = await transact(shop.db, (tx) => remove(tx, { before, limit: batchSize }));
      count += gone;
      if (gone < batchSize) break;
    }
    removed[name] = count;
  }
  return removed;
}
