import type { Tx } from "@dualtrack/db";
import { queueJob } from "../jobs.ts";
import { maxExtensions, type Shop } from "../shop.ts";

/** Three extensions of the longest reservation, and some more for a bank's questions: after that others may have the goods. */
const longestHolds = 1 + maxExtensions;
const graceMs = 10 * 60_000;

/** The instant after which a checkout that is not paid holds nothing, however often its customer comes back. */
export function paymentTimeout(shop: Shop, { createdAt }: { createdAt: Date }): Date {
  return new Date(createdAt.getTime() + longestHolds * shop.settings.reservationMs + graceMs);
}

/** The earlier of two instants. */
export function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

/** The later of an instant and another that may be missing. */
export function later(a: Date, b: Date | null): Date {
  return b !== null && b > a ? b : a;
}

/** Moves the end of a reservation, and the job that ends it. The caller holds the checkout's lock. */
export async function reserveUntil(
  tx: Tx,
  { checkoutId, until }: { checkoutId: string; until: Date },
): Promise<void> {
  await tx.checkout.update({ where: { id: checkoutId }, data: { expiresAt: until } });
  await queueJob(tx, "expire-checkout", { checkoutId }, { runAt: until, key: `expire:${checkoutId}` });
}
