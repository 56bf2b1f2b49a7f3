import type { Shop } from "../shop.ts";

/** One comparison of Stripe's payments with ours, newest first. */
export interface Pass {
  startedAt: Date;
  /** Payments from then on are compared. */
  since: Date;
  /** The last payment that was compared; null: none was yet. */
  cursor: string | null;
}

/**
 * Begins a pass that looks back to `windowMs` before the last complete one. How far the last one came is in the database
 * and so in every dump: what is restored looks back as far as it needs. With `resume`, answers the pass that was cut
 * off, or null if there is none.
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

/** Notes how far a pass has come, unless another one has begun since. */
export async function keepCursor(shop: Shop, { startedAt }: Pass, cursor: string): Promise<void> {
  await shop.db.reconciliation.updateMany({ where: { startedAt }, data: { cursor } });
}

/** A pass that could not settle everything is over, but the next one looks as far back again. */
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

/** For databases from before this was kept: they were in use until their newest checkout at least. */
async function newestCheckout(shop: Shop): Promise<Date | null> {
  const newest = await shop.db.checkout.findFirst({
    orderBy: { createdAt: "desc" },
    select: { createdAt: true },
  });
  return newest?.createdAt ?? null;
}
