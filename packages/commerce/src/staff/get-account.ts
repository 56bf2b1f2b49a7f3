import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";

/** A member of staff's own account: the second factor and the sessions. */
export async function getAccount(shop: Shop, { staffId, sessionId }: { staffId: string; sessionId: string }) {
  const person = await shop.db.staff.findUnique({
    where: { id: staffId },
    select: {
      twoFactorEnabled: true,
      sessions: {
        where: { expiresAt: { gt: shop.clock.now() } },
        orderBy: { updatedAt: "desc" },
        select: { id: true, ipAddress: true, userAgent: true, createdAt: true, updatedAt: true },
      },
    },
  });
  if (person === null) throw new DomainError("STAFF_NOT_FOUND", {});
  return {
    hasSecondFactor: person.twoFactorEnabled,
    sessions: person.sessions.map(({ createdAt, updatedAt, ...session }) => ({
      ...session,
      isThis: session.id === sessionId,
      signedInAt: createdAt.toISOString(),
      usedAt: updatedAt.toISOString(),
    })),
  };
}
