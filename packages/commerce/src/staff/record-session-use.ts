import type { Db } from "@dualtrack/db";

/** How old the recorded last use of a session may become: reading it seldom writes. */
const lastUseMs = 5 * 60_000;

/** Records that a session of staff's is used. */
export async function recordSessionUse(
  db: Db,
  { sessionId: id, usedBefore, now }: { sessionId: string; usedBefore: Date; now: Date },
): Promise<void> {
  const old = new Date(now.getTime() - lastUseMs);
  if (usedBefore < old)
    await db.staffSession.updateMany({ where: { id, updatedAt: { lt: old } }, data: { updatedAt: now } });
}
