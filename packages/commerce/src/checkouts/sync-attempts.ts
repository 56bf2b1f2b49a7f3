import { type ClaimedSync, claimSync, claimSyncs, type Tx, unclaimSync } from "@dualtrack/db";
import type { Shop } from "../shop.ts";

/** Claims payments for a sync, so that no other process syncs them at the same time. See `claimSyncs`. */
export function claimAttempts(
  shop: Shop,
  { dueOnly, limit }: { dueOnly: boolean; limit: number },
): Promise<ClaimedSync[]> {
  return claimSyncs(shop.db, { now: shop.clock.now(), dueOnly, limit });
}

/** Counts a sync attempt of one payment, due or not, which delays the background sync's next attempt. */
export function claimAttempt(shop: Shop, checkoutId: string): Promise<void> {
  return claimSync(shop.db, { checkoutId, now: shop.clock.now() });
}

/** Uncounts an attempt, as Stripe could not be reached. The next one is due in a minute. */
export function uncountAttempt(shop: Shop, checkoutId: string): Promise<void> {
  return unclaimSync(shop.db, { checkoutId, now: shop.clock.now() });
}

/** Records the error of the last attempt for staff; null if it succeeded. */
export async function recordAttempt(
  tx: Tx,
  { checkoutId, error: lastSyncError }: { checkoutId: string; error: string | null },
): Promise<void> {
  await tx.checkout.update({ where: { id: checkoutId }, data: { lastSyncError }, select: { id: true } });
}
