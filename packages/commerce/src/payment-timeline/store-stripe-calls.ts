import { removeOldStripeCalls } from "@dualtrack/db";
import type { Retention } from "../retention.ts";
import type { Shop } from "../shop.ts";

/** So many calls are stored by one statement. */
const callsAtOnce = 1_000;

/**
 * Stores the calls to Stripe that this process has made since the last time; none, and it sends no statement. What can't be stored is kept
 * for the next time. A process that is killed loses what it has not stored yet: no decision depends on a call.
 */
export async function storeStripeCalls({ db, stripeCalls }: Shop): Promise<void> {
  const calls = stripeCalls.take();
  while (calls.length > 0) {
    const data = calls.slice(0, callsAtOnce);
    try {
      // A batch whose answer was lost is stored once.
      await db.stripeCall.createMany({ data, skipDuplicates: true });
    } catch (error) {
      stripeCalls.giveBack(calls);
      throw error;
    }
    calls.splice(0, data.length);
  }
}

export const stripeCallRetention: Retention = {
  ...{ name: "stripeCalls", after: "events", remove: removeOldStripeCalls },
};
