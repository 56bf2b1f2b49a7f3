import { syncPayment } from "../payments/sync-payment.ts";
import type { Shop } from "../shop.ts";
import { isUnavailable } from "../stripe/stripe-outage.ts";

/**
 * Books what a command has just changed at Stripe. Should Stripe be away now, the change is made all the same: its
 * event, or reconciliation, books it.
 */
export async function syncDispute(
  shop: Shop,
  { paymentIntentId, disputeId }: { paymentIntentId: string; disputeId: string },
): Promise<void> {
  try {
    await syncPayment(shop, { paymentIntentId, track: "staff", thorough: true });
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    shop.log.warn({ err: error, disputeId }, "a dispute was answered, and could not be read back yet");
  }
}
