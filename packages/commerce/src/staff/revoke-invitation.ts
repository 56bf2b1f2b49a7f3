import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

/** Revokes an invitation: its link stops working. A repeated call changes nothing. INVITATION_NOT_FOUND, INVITATION_OVER. */
export async function revokeInvitation(
  shop: Shop,
  { invitationId, by }: { invitationId: string; by: Actor },
): Promise<void> {
  await transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const { count } = await tx.staffInvitation.updateMany({
      where: { id: invitationId, acceptedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    const invitation = await tx.staffInvitation.findUnique({ where: { id: invitationId } });
    if (invitation === null) throw new DomainError("INVITATION_NOT_FOUND", {});
    if (invitation.acceptedAt !== null) throw new DomainError("INVITATION_OVER", { because: "accepted" });
    if (count === 0) return;
    await writeAudit(unit, {
      action: "staff.revoke_invitation",
      subject: invitation.email,
      before: { invitation: "open", role: invitation.role },
      after: { invitation: "revoked", role: invitation.role },
    });
  });
}
