import type { Db } from "@dualtrack/db";

/** The last use of a session is stored at most this often, in ms, to avoid a write with each request. */
const lastUseMs = 5 * 60_000;

/** Records the use of a staff session. */
export async function recordSessionUse(
  db: Db,
  { sessionId: id, usedBefore, now }: { sessionId: string; usedBefore: Date; now: Date },
): Promise<void> {
  const old = new Date(now.getTime() - lastUseMs);
  if (usedBefore < old)
    await db.staffSession.updateMany({ where: { id, updatedAt: { lt: old } }, data: { updatedAt: now } });
}
