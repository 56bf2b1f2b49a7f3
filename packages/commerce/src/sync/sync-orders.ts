import { claimAttempts, uncountAttempt } from "../checkouts/sync-attempts.ts";
import type { Shop } from "../shop.ts";
import { isStripeOutage } from "../stripe/stripe-outage.ts";
import { forEachPayment } from "./for-each-payment.ts";
import { recordSyncError, trySync } from "./try-sync.ts";

/** The most payments that one run looks at; what is left comes with the next. */
export const maxPerRun = 400;

export interface SyncReport {
  /** Payments that are decided now. */
  synced: number;
  /** Payments that Stripe could not be asked about; each is recorded and tried again. */
  failed: number;
  /** Payments that Stripe has not decided yet. */
  skipped: number;
}

/**
 * Asks Stripe about every payment whose fate is open and settles it: this finds payments whose browser and webhook
 * both died. An error is counted, kept on the checkout, and never keeps the others from being looked at; unless Stripe
 * is away: then all that are left wait for the next run, and no attempt is counted.
 *
 * @param dueOnly true leaves out those whose next attempt lies in the future
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
