import type { Tx } from "../connect.ts";

/** Prevents others from restoring the same checkout until the transaction ends, as there is no row to lock yet. */
export async function lockLostCheckout(tx: Tx, checkoutId: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('dualtrack.checkout'), hashtext(${checkoutId}))`;
}
