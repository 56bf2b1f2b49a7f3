import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { assertStillOwner } from "./assert-still-owner.ts";
import { endLinks } from "./end-links.ts";
import { revokeInvitationsBy } from "./invitation-token.ts";

/**
 * Removes a member of staff with account, second factor and sessions, and revokes the open invitations that they sent. Their
 * entries in the audit log stay. STAFF_NOT_FOUND, LAST_OWNER.
 */
export async function removeStaff(
  shop: Shop,
  { staffId, by }: { staffId: string; by: Actor },
): Promise<void> {
  await transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const owners = await assertStillOwner(tx, by);
    const person = await tx.staff.findUnique({
      where: { id: staffId },
      select: { name: true, email: true, role: true },
    });
    if (person === null) throw new DomainError("STAFF_NOT_FOUND", {});
    if (owners.length === 1 && owners[0] === staffId) throw new DomainError("LAST_OWNER", {});
    await tx.staff.delete({ where: { id: staffId } });
    await endLinks(tx, staffId);
    const { email, ...before } = person;
    const invitationsRevoked = await revokeInvitationsBy(tx, email, now);
    const after = invitationsRevoked > 0 ? { invitationsRevoked } : {};
    await writeAudit(unit, { action: "staff.remove", subject: email, before, after });
  });
}
