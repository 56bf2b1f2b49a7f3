import { removeOldJobs } from "@dualtrack/db";
import { cartRetention } from "../cart/cart-retention.ts";
import { sessionRetention } from "../payment-sessions/session-retention.ts";
import type { Retention } from "../retention.ts";
import type { Shop } from "../shop.ts";
import { staffRetention } from "../staff/staff-retention.ts";
import { syncRetention } from "../sync/sync-retention.ts";
import { transact } from "../unit-of-work.ts";
import { webhookRetention } from "../webhooks/webhook-retention.ts";

/** Everything that has an age; each room says what of its own. */
const retentions: readonly Retention[] = [
  cartRetention,
  sessionRetention,
  ...webhookRetention,
  syncRetention,
  { name: "jobs", after: "jobs", remove: removeOldJobs },
  ...staffRetention,
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
  for (const { name, after, remove } of retentions) {
    const ageMs = shop.settings.keptDays[after] * dayMs;
    let count = 0;
    for (let batch = 0; batch < maxBatches; batch += 1) {
      const gone = await transact(shop, "expiry", ({ tx, now }) =>
        remove(tx, { before: new Date(now.getTime() - ageMs), limit: batchSize }),
      );
      count += gone;
      if (gone < batchSize) break;
    }
    removed[name] = count;
  }
  return removed;
}
