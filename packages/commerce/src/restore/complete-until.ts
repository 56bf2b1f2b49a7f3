import type { Shop } from "../shop.ts";

/**
 * From when a scheduled reconciliation compares: `windowMs` before the last complete one. That time is stored in the database and so
 * in every dump: after a restore the next one goes back far enough.
 */
export async function reconcileSince(shop: Shop, { windowMs }: { windowMs: number }): Promise<Date> {
  const { completeUntil } = await shop.db.reconciliation.findFirstOrThrow();
  const now = shop.clock.now();
  const last = completeUntil ?? (await newestCheckout(shop)) ?? now;
  return new Date(Math.min(last.getTime(), now.getTime()) - windowMs);
}

/** Stores that what Stripe had until then has been compared. */
export async function recordCompleteUntil(shop: Shop, until: Date): Promise<void> {
  await shop.db.reconciliation.updateMany({
    where: { OR: [{ completeUntil: null }, { completeUntil: { lt: until } }] },
    data: { completeUntil: until },
  });
}

/** For databases of older versions, which have no stored time: they were in use at least until their newest checkout. */
async function newestCheckout(shop: Shop): Promise<Date | null> {
  const newest = await shop.db.checkout.findFirst({
    orderBy: { createdAt: "desc" },
    select: { createdAt: true },
  });
  return newest?.createdAt ?? null;
}
