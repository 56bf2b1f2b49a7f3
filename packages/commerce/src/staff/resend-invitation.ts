import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { assertStillOwner } from "./assert-still-owner.ts";
import {
  endOf,
  hashInvitationToken,
  invitationEnd,
  newInvitationToken,
  queueInvitationMail,
} from "./invitation-token.ts";

/**
 * Sends an invitation again with a new link for another seven days; the earlier link stops working. A repeated request (the
 * same `requestId`) sends one mail. INVITATION_NOT_FOUND, INVITATION_OVER.
 */
export async function resendInvitation(
  shop: Shop,
  { invitationId, requestId, by }: { invitationId: string; requestId: string; by: Actor },
): Promise<void> {
  const token = newInvitationToken();
  await transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    await assertStillOwner(tx, by);
    const invitation = await tx.staffInvitation.findUnique({ where: { id: invitationId } });
    if (invitation === null) throw new DomainError("INVITATION_NOT_FOUND", {});
    const key = `${invitationId}:${requestId}`;
    if (await tx.mail.findUnique({ where: { key: `staff_invitation:${key}` }, select: { id: true } })) return;
    const because = endOf(invitation, now);
    if (because === "accepted" || because === "revoked")
      throw new DomainError("INVITATION_OVER", { because });
    const expiresAt = invitationEnd(now);
    const { count } = await tx.staffInvitation.updateMany({
      where: { id: invitationId, acceptedAt: null, revokedAt: null },
      data: { tokenHash: hashInvitationToken(token), expiresAt, invitedBy: by.email },
    });
    if (count === 0) throw new DomainError("INVITATION_OVER", { because: "accepted" });
    const { email, role } = invitation;
    await queueInvitationMail(unit, { key, email, role, token, by: by.name });
    await writeAudit(unit, {
      action: "staff.resend_invitation",
      subject: email,
      before: { expiresAt: invitation.expiresAt.toISOString() },
      after: { expiresAt: expiresAt.toISOString() },
    });
  });
}
