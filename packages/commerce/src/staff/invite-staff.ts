import type { StaffRole } from "@dualtrack/contract";
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
 * Invites somebody to the staff by a mail with a link. A repeated request (the same `requestId`) makes one invitation; an
 * expired one to the same address is replaced. STAFF_EXISTS, INVITATION_OPEN.
 */
export async function inviteStaff(
  shop: Shop,
  { requestId, email, role, by }: { requestId: string; email: string; role: StaffRole; by: Actor },
): Promise<void> {
  const token = newInvitationToken();
  await transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    await assertStillOwner(tx, by); // its lock also serialises concurrent invitations
    if (await tx.staffInvitation.findUnique({ where: { id: requestId }, select: { id: true } })) return;
    if (await tx.staff.findUnique({ where: { email }, select: { id: true } }))
      throw new DomainError("STAFF_EXISTS", { email });
    const earlier = await tx.staffInvitation.findFirst({
      where: { email, acceptedAt: null, revokedAt: null },
    });
    if (earlier !== null) {
      if (endOf(earlier, now) === null) throw new DomainError("INVITATION_OPEN", { email });
      await tx.staffInvitation.update({ where: { id: earlier.id }, data: { revokedAt: now } });
    }
    const expiresAt = invitationEnd(now);
    const tokenHash = hashInvitationToken(token);
    await tx.staffInvitation.create({
      data: { id: requestId, email, role, tokenHash, invitedBy: by.email, createdAt: now, expiresAt },
    });
    await queueInvitationMail(unit, { key: requestId, email, role, token, by: by.name });
    const after = { role, expiresAt: expiresAt.toISOString() };
    await writeAudit(unit, { action: "staff.invite", subject: email, before: {}, after });
  });
}
