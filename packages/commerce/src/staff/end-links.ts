import type { Tx } from "@dualtrack/db";

/** Invalidates the links sent to a member of staff, and their sign-ins that wait for a second factor. */
export async function endLinks(tx: Tx, staffId: string): Promise<void> {
  await tx.staffVerification.deleteMany({ where: { value: staffId } });
}
