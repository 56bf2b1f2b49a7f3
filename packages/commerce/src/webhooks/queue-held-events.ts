import { queueHeldEvents as queueBatch } from "@dualtrack/db";
import type { Shop } from "../shop.ts";

/** The most events that are queued at a time. */
const limit = 500;

/** Queues the jobs of all events that were stored while their handling was switched off, the oldest first. Answers how many. */
export async function queueHeldEvents(shop: Shop): Promise<number> {
  let queued = 0;
  for (;;) {
    const batch = await queueBatch(shop.db, { limit });
    queued += batch;
    if (batch < limit) return queued;
  }
}
