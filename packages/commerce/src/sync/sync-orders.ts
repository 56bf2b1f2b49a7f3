import { claimAttempts, uncountAttempt } from "../checkouts/sync-attempts.ts";
import type { Shop } from "../shop.ts";
import { isStripeOutage } from "../stripe/stripe-outage.ts";
import { switchesOf } from "../switches/switches-of.ts";
import { forEachPayment } from "./for-each-payment.ts";
import { recordSyncError, trySync } from "./try-sync.ts";

/** The most payments in one run; the next run continues. */
export const maxPerRun = 400;

export interface SyncReport {
  /** Payments with an outcome. */
  synced: number;
  /** Payments whose sync failed; the error is stored, and they are retried. */
  failed: number;
  /** Payments without an outcome yet. */
  skipped: number;
}

/** What the shop does by itself each minute: those that are due, unless the background sync is switched off. */
export async function syncInBackground(shop: Shop): Promise<SyncReport> {
  const { background_sync: isOn } = await switchesOf(shop.settings, { tx: shop.db });
  return isOn ? syncOrders(shop, { dueOnly: true }) : { synced: 0, failed: 0, skipped: 0 };
}

/**
 * Reads every payment whose outcome is open from Stripe and settles it. This finds payments whose browser report and webhook
 * were both lost. An error is counted and stored at the checkout, and the others are synced; but if Stripe can't be reached,
 * the rest waits for the next run, and no attempt is counted.
 *
 * @param dueOnly true leaves out those whose next attempt is in the future
 */
export async function syncOrders(shop: Shop, { dueOnly }: { dueOnly: boolean }): Promise<SyncReport> {
  const claimed = await claimAttempts(shop, { dueOnly, limit: maxPerRun });
  const report: SyncReport = { synced: 0, failed: 0, skipped: 0 };
  let isAway = false;
  await forEachPayment(claimed, async (payment) => {
    const { checkoutId } = payment;
    const outcome = isAway ? null : await trySync(shop, payment, "sync");
    if (outcome !== null) await recordSyncError(shop.db, checkoutId, outcome);
    if (outcome !== null && !("error" in outcome)) {
      report[outcome.settlement === "waiting" ? "skipped" : "synced"] += 1;
      return;
    }
    report.failed += 1;
    isAway ||= outcome !== null && (await isStripeOutage(shop, outcome.error));
    if (isAway) await uncountAttempt(shop, checkoutId);
  });
  return report;
}
