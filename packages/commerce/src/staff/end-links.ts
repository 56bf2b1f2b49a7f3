import type { Tx } from "@dualtrack/db";

/** Links that were sent to somebody of the staff, and sign-ins of theirs that wait for a second factor, open nothing any more. */
export async function endLinks(tx: Tx, staffId: string): Promise<void> {
  await tx.staffVerification.deleteMany({ where: { value: staffId } });
}
