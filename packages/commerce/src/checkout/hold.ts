import type { Tx } from "@dualtrack/db";
import { queueJob } from "../jobs.ts";

/** Moves the end of a hold, and the job that ends it. The caller holds the checkout's lock. */
export async function holdUntil(
  tx: Tx,
  { checkoutId, until }: { checkoutId: string; until: Date },
): Promise<void> {
  await tx.checkout.update({ where: { id: checkoutId }, data: { expiresAt: until } });
  await queueJob(tx, "expire-checkout", { checkoutId }, { runAt: until, key: `expire:${checkoutId}` });
}
