import type { StaffRole } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { assertStillOwner } from "./assert-still-owner.ts";
import { revokeInvitationsBy } from "./invitation-token.ts";

/**
 * Changes the role of a member of staff, from their next request on. If they were an owner, their open invitations are
 * revoked. A repeated call changes nothing. STAFF_NOT_FOUND, LAST_OWNER, STAFF_ROLE_CHANGED when they don't have `seenRole` any more.
 */
export async function changeRole(
  shop: Shop,
  { staffId, role, seenRole, by }: { staffId: string; role: StaffRole; seenRole: StaffRole; by: Actor },
): Promise<void> {
  await transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const owners = await assertStillOwner(tx, by);
    const person = await tx.staff.findUnique({
      where: { id: staffId },
      select: { email: true, role: true },
    });
    if (person === null) throw new DomainError("STAFF_NOT_FOUND", {});
    if (person.role === role) return;
    if (person.role !== seenRole)
      throw new DomainError("STAFF_ROLE_CHANGED", { seen: seenRole, role: person.role });
    if (owners.length === 1 && owners[0] === staffId) throw new DomainError("LAST_OWNER", {});
    await tx.staff.update({ where: { id: staffId }, data: { role } });
    const invitationsRevoked = person.role === "owner" ? await revokeInvitationsBy(tx, person.email, now) : 0;
    await writeAudit(unit, {
      action: "staff.change_role",
      subject: person.email,
      before: { role: person.role },
      after: { role, ...(invitationsRevoked > 0 ? { invitationsRevoked } : {}) },
    });
  });
}
