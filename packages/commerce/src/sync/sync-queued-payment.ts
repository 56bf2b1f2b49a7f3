import type { JobPayloads } from "../jobs.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import type { Shop } from "../shop.ts";
import { failedSync } from "../stripe/stripe-outage.ts";

/** The job that reads a payment from Stripe at once, when a browser has reported it or another track wants to know. */
export async function syncQueuedPayment(shop: Shop, payload: JobPayloads["sync-payment"]): Promise<void> {
  const { track } = payload;
  try {
    const outcome = await syncPayment(shop, payload);
    shop.measures.record("payment_syncs_total", { track, outcome });
  } catch (error) {
    shop.measures.record("payment_syncs_total", { track, outcome: failedSync(error) });
    throw error;
  }
}
