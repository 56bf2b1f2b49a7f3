import { type ClaimedSync, claimSync, claimSyncs, type Tx, unclaimSync } from "@dualtrack/db";
import type { Shop } from "../shop.ts";

/** Claims payments that Stripe is to be asked about, so that no other process asks, too. As in `claimSyncs`. */
export function claimAttempts(
  shop: Shop,
  { dueOnly, limit }: { dueOnly: boolean; limit: number },
): Promise<ClaimedSync[]> {
  return claimSyncs(shop.db, { now: shop.clock.now(), dueOnly, limit });
}

/** Counts an attempt at one payment, due or not: the background sync leaves it alone for a while. */
export function claimAttempt(shop: Shop, checkoutId: string): Promise<void> {
  return claimSync(shop.db, { checkoutId, now: shop.clock.now() });
}

/** The attempt does not count, as Stripe was away: the payment is asked about again in a minute. */
export function returnAttempt(shop: Shop, checkoutId: string): Promise<void> {
  return unclaimSync(shop.db, { checkoutId, now: shop.clock.now() });
}

/** Records why the last attempt failed, where staff find it; null: it did not. */
export async function recordAttempt(
  tx: Tx,
  { checkoutId, error: lastSyncError }: { checkoutId: string; error: string | null },
): Promise<void> {
  await tx.checkout.update({ where: { id: checkoutId }, data: { lastSyncError }, select: { id: true } });
}
