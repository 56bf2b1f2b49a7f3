import type { ClaimedSync, Track, Tx } from "@dualtrack/db";
import type { Settlement } from "../payments/settle-payment.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import type { Shop } from "../shop.ts";
import { stripeProblemText } from "../stripe/stripe-outage.ts";

export type SyncOutcome = { settlement: Settlement } | { error: unknown };

/** Syncs one payment of many: an error is logged and answered, so that it can't keep the others from being looked at. */
export async function trySync(
  shop: Shop,
  { checkoutId, paymentIntentId }: ClaimedSync,
  track: Track,
): Promise<SyncOutcome> {
  try {
    return { settlement: await syncPayment(shop, { paymentIntentId, track, thorough: track === "staff" }) };
  } catch (error) {
    shop.log.error({ err: error, checkoutId, paymentIntentId }, "a payment could not be synced");
    return { error };
  }
}

/** Keeps the error on the checkout, where staff find it; an answer of Stripe takes the last error away. */
export async function keepSyncError(tx: Tx, checkoutId: string, outcome: SyncOutcome): Promise<void> {
  const lastSyncError = "error" in outcome ? stripeProblemText(outcome.error) : null;
  await tx.checkout.update({ where: { id: checkoutId }, data: { lastSyncError }, select: { id: true } });
}
