import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { getInvitation } from "./get-invitation.ts";
import { insertStaff } from "./insert-staff.ts";
import { hashInvitationToken } from "./invitation-token.ts";

interface AcceptInvitation {
  token: string;
  name: string;
  password: string;
  ip: string | null;
  /** As sign-in will check it; lent by the host. */
  hashPassword: (password: string) => Promise<string>;
}

/**
 * Makes the account of somebody who was invited. The link works once, also for two browsers at a time.
 * INVITATION_NOT_FOUND, INVITATION_OVER, STAFF_EXISTS.
 */
export async function acceptInvitation(
  shop: Shop,
  { token, name, password, ip, hashPassword }: AcceptInvitation,
): Promise<{ email: string }> {
  const { email, role } = await getInvitation(shop, { token }); // hashing is dear: only for a good link
  const passwordHash = await hashPassword(password);
  const by = { name, email, role, ip };
  await transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const { count } = await tx.staffInvitation.updateMany({
      where: {
        tokenHash: hashInvitationToken(token),
        acceptedAt: null,
        revokedAt: null,
        expiresAt: { gt: now },
      },
      data: { acceptedAt: now },
    });
    if (count === 0) throw new DomainError("INVITATION_OVER", { because: "accepted" });
    await insertStaff(tx, { email, name, role, passwordHash }, now);
    await writeAudit(unit, {
      action: "staff.accept_invitation",
      subject: email,
      before: {},
      after: { name, role },
    });
  });
  return { email };
}
