import type { Prisma, Tx } from "@dualtrack/db";

/** Who made the newest of these entries in the audit log, and when; null if there is none. */
export async function lastChange(
  tx: Tx,
  entries: Pick<Prisma.AuditEntryWhereInput, "action" | "subject">,
): Promise<{ by: string; at: string } | null> {
  const last = await tx.auditEntry.findFirst({
    where: entries,
    orderBy: { id: "desc" },
    select: { staffName: true, at: true },
  });
  return last === null ? null : { by: last.staffName, at: last.at.toISOString() };
}
