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
  /** Hashes a password for the sign-in of `apps/server`, which may refuse it. */
  hashPassword: (password: string) => Promise<string>;
}

/**
 * Creates the account of an invited person. The link works once, also for two concurrent requests.
 * INVITATION_NOT_FOUND, INVITATION_OVER, STAFF_EXISTS, PASSWORD_IS_PUBLIC.
 */
export async function acceptInvitation(
  shop: Shop,
  { token, name, password, ip, hashPassword }: AcceptInvitation,
): Promise<{ email: string }> {
  const { email, role } = await getInvitation(shop, { token }); // before hashing, which is expensive
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
