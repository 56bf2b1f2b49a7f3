import { claimSyncs } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { syncPayment } from "./sync-payment.ts";

/** Stripe takes about 25 requests a second from an account by default; the customers need most of them. */
const atATime = 4;
const perRun = 400;

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
 * both died. An error is counted, kept on the checkout, and never keeps the others from being looked at.
 *
 * @param dueOnly true leaves out those whose next attempt lies in the future
 */
export async function syncOrders(shop: Shop, { dueOnly }: { dueOnly: boolean }): Promise<SyncReport> {
  const claimed = await claimSyncs(shop.db, { now: shop.clock.now(), dueOnly, limit: perRun });
  const report: SyncReport = { synced: 0, failed: 0, skipped: 0 };
  const queue = [...claimed];
  const work = async () => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const { checkoutId, paymentIntentId } = next;
      try {
        const settlement = await syncPayment(shop, { paymentIntentId, track: "sync" });
        report[settlement === "waiting" ? "skipped" : "synced"] += 1;
        await shop.db.checkout.update({ where: { id: checkoutId }, data: { lastSyncError: null } });
      } catch (error) {
        report.failed += 1;
        shop.log.error({ err: error, checkoutId, paymentIntentId }, "a payment could not be synced");
        const lastSyncError = String(error).slice(0, 2_000);
        await shop.db.checkout.update({ where: { id: checkoutId }, data: { lastSyncError } });
      }
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return report;
}
