import type { Tx } from "../connect.ts";

/** Uncounts an attempt that was not made, as Stripe could not be reached. The next one is due in a minute. */
export async function unclaimSync(
  tx: Tx,
  { checkoutId, now }: { checkoutId: string; now: Date },
): Promise<void> {
  await tx.$executeRaw`
    update checkout set sync_attempts = greatest(sync_attempts - 1, 0),
      next_sync_at = ${now}::timestamptz + interval '1 minute'
    where id = ${checkoutId}::uuid`;
}
