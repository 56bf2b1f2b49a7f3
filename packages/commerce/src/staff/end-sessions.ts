import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

/**
 * Ends one session of a member of staff (`sessionId`), or all except one (`exceptId`), from the next request on. A repeated
 * call changes nothing.
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
