import type { Shop } from "../shop.ts";

/** One comparison of Stripe's payments with ours, newest first. */
export interface Pass {
  startedAt: Date;
  /** Payments created after this instant are compared. */
  since: Date;
  /** The last compared payment; null: none yet. */
  cursor: string | null;
}

/**
 * Starts a pass over the payments since `windowMs` before the last complete one. That time is stored in the database and so
 * in every dump: after a restore the next pass goes back far enough. With `resume`, answers the interrupted pass, or null
 * if there is none.
 */
export async function beginPass(
  shop: Shop,
  { windowMs, resume }: { windowMs: number; resume: boolean },
): Promise<Pass | null> {
  const { startedAt, since, cursor, completeUntil } = await shop.db.reconciliation.findFirstOrThrow();
  if (resume) return startedAt && since && cursor !== null ? { startedAt, since, cursor } : null;
  const now = shop.clock.now();
  const last = completeUntil ?? (await newestCheckout(shop)) ?? now;
  const pass = { startedAt: now, since: new Date(Math.min(last.getTime(), now.getTime()) - windowMs) };
  await shop.db.reconciliation.updateMany({ data: { ...pass, cursor: null } });
  return { ...pass, cursor: null };
}

/** Stores the progress of a pass, unless another one has started since. */
export async function saveCursor(shop: Shop, { startedAt }: Pass, cursor: string): Promise<void> {
  await shop.db.reconciliation.updateMany({ where: { startedAt }, data: { cursor } });
}

/** Ends a pass. If it could not settle everything (`isWhole` is false), the next one goes back as far again. */
export async function completePass(
  shop: Shop,
  { startedAt }: Pass,
  { isWhole }: { isWhole: boolean },
): Promise<void> {
  await shop.db.reconciliation.updateMany({
    where: { startedAt },
    data: { startedAt: null, since: null, cursor: null, ...(isWhole ? { completeUntil: startedAt } : {}) },
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
