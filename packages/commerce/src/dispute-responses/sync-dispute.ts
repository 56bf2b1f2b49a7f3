import { syncPayment } from "../payments/sync-payment.ts";
import type { Shop } from "../shop.ts";
import { isUnavailable } from "../stripe/stripe-outage.ts";

/**
 * Reads back what a command has changed at Stripe. If Stripe can't be reached now, its webhook or the reconciliation
 * records the change later.
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
