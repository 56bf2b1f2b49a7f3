import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

/**
 * Signs somebody out in one of their browsers (`sessionId`), or everywhere but in one (`exceptId`). Whoever is there
 * has to sign in again, from the next request on. Doing it twice is once.
 */
export async function endSessions(
  shop: Shop,
  { staffId, sessionId, exceptId, by }: { staffId: string; sessionId?: string; exceptId?: string; by: Actor },
): Promise<{ ended: number }> {
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const where = {
      userId: staffId,
      id: {
        ...(sessionId === undefined ? {} : { equals: sessionId }),
        ...(exceptId === undefined ? {} : { not: exceptId }),
      },
    };
    const { count } = await tx.staffSession.deleteMany({ where });
    if (count > 0)
      await writeAudit(unit, {
        action: "staff.end_sessions",
        subject: by.email,
        before: {},
        after: { sessionsEnded: count },
      });
    return { ended: count };
  });
}
