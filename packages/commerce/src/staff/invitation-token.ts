import { createHash, randomBytes } from "node:crypto";
import type { InvitationEnd } from "@dualtrack/contract";
import type { Prisma, Tx } from "@dualtrack/db";
import { queueStaffMail } from "../notifications/queue-staff-mail.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

const validMs = 7 * 24 * 60 * 60_000;

/** The expiry of an invitation that is sent now. */
export function invitationEnd(at: Date): Date {
  return new Date(at.getTime() + validMs);
}

/** The secret of an invitation's link. It is sent by mail; the database stores its hash. */
export function newInvitationToken(): string {
  return randomBytes(24).toString("base64url");
}

export function hashInvitationToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Why an invitation can't be accepted any more; null if it can. */
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
 * Revokes the open invitations of a former owner, who could otherwise use one to return. Answers their number.
 */
export async function revokeInvitationsBy(tx: Tx, email: string, at: Date): Promise<number> {
  const { count } = await tx.staffInvitation.updateMany({
    where: { invitedBy: email, acceptedAt: null, revokedAt: null },
    data: { revokedAt: at },
  });
  return count;
}

/** Queues the mail with the invitation's link in the caller's transaction. `key` is unique for each mail. */
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
    closing: ["If you did not expect this, you don't need to do anything."],
  });
}
