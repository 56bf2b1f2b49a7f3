import { transact } from "@dualtrack/db";
import { type Actor, writeAudit } from "../audit/audit-log.ts";
import type { Shop } from "../shop.ts";

/**
 * Signs somebody out in one of their browsers (`sessionId`), or everywhere but in one (`exceptId`). Whoever is there
 * has to sign in again, from the next request on. Doing it twice is once.
 */
export async function endSessions(
  shop: Shop,
  { staffId, sessionId, exceptId, by }: { staffId: string; sessionId?: string; exceptId?: string; by: Actor },
): Promise<{ ended: number }> {
  const at = shop.clock.now();
  return transact(shop.db, async (tx) => {
    const where = {
      userId: staffId,
      id: {
        ...(sessionId === undefined ? {} : { equals: sessionId }),
        ...(exceptId === undefined ? {} : { not: exceptId }),
      },
    };
    const { count } = await tx.staffSession.deleteMany({ where });
    if (count > 0)
      await writeAudit(tx, {
        by,
        action: "staff.end_sessions",
        subject: by.email,
        before: {},
        after: { sessionsEnded: count },
        at,
      });
    return { ended: count };
  });
}
