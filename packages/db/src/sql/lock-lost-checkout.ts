import type { Tx } from "../connect.ts";

/** Keeps others from making the same lost checkout again until the transaction ends: there is no row to lock yet. */
export async function lockLostCheckout(tx: Tx, checkoutId: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('dualtrack.checkout'), hashtext(${checkoutId}))`;
}
