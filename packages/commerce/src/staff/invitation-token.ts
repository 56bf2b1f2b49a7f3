import { createHash, randomBytes } from "node:crypto";
import type { InvitationEnd } from "@dualtrack/contract";
import type { Prisma, Tx } from "@dualtrack/db";
import { queueStaffMail } from "../notifications/queue-staff-mail.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

const validMs = 7 * 24 * 60 * 60_000;

/** Until when an invitation that is sent now can be accepted. */
export function invitationEnd(at: Date): Date {
  return new Date(at.getTime() + validMs);
}

/** The secret of an invitation's link. It goes into the mail; the database keeps its hash. */
export function newInvitationToken(): string {
  return randomBytes(24).toString("base64url");
}

export function hashInvitationToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Why an invitation can't be accepted any more; null: it can. */
export function endOf(
  invitation: Pick<
    Prisma.StaffInvitationGetPayload<Record<never, never>>,
    "acceptedAt" | "revokedAt" | "expiresAt"
  >,
  at: Date,
): InvitationEnd | null {
  if (invitation.acceptedAt !== null) return "accepted";
  if (invitation.revokedAt !== null) return "revoked";
  return invitation.expiresAt <= at ? "expired" : null;
}

/**
 * Revokes the open invitations of somebody who is no owner any more: none of them shall be a way back in. Answers how
 * many.
 */
export async function revokeInvitationsBy(tx: Tx, email: string, at: Date): Promise<number> {
  const { count } = await tx.staffInvitation.updateMany({
    where: { invitedBy: email, acceptedAt: null, revokedAt: null },
    data: { revokedAt: at },
  });
  return count;
}

/** Puts the mail with the invitation's link into the outbox, in the caller's transaction; once for each `key`. */
export async function queueInvitationMail(
  unit: UnitOfWork,
  { key, email, role, token, by }: { key: string; email: string; role: string; token: string; by: string },
): Promise<void> {
  const { shopName, publicUrl } = unit.shop.settings;
  await queueStaffMail(unit, {
    kind: "staff_invitation",
    key: `staff_invitation:${key}`,
    recipient: email,
    subject: `${by} invites you to the staff of ${shopName}`,
    greeting: "Hello,",
    paragraphs: [
      `${by} invites you to work in the admin console of ${shopName}, with the role ${role}.`,
      "Choose your name and a password here. The link works once, for seven days.",
    ],
    link: {
      label: "Accept the invitation",
      url: `${publicUrl}/admin/invitation?token=${encodeURIComponent(token)}`,
    },
    closing: ["You did not expect this? Then do nothing."],
  });
}
