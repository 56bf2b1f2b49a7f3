import type { Tx } from "../connect.ts";

/** Until the transaction ends, nobody else counts downloads of this line. */
export async function lockDownloads(tx: Tx, orderLineId: string): Promise<void> {
  await tx.$executeRaw`
    select pg_advisory_xact_lock(hashtext('dualtrack.downloads'), hashtext(${orderLineId}))`;
}
