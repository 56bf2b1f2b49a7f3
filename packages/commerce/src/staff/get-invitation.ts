import type { StaffRole } from "@dualtrack/contract";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { endOf, hashInvitationToken } from "./invitation-token.ts";

/** The invitation of a link. INVITATION_NOT_FOUND, INVITATION_OVER. */
export async function getInvitation(
  shop: Shop,
  { token }: { token: string },
): Promise<{ email: string; role: StaffRole; shopName: string }> {
  const invitation = await shop.db.staffInvitation.findUnique({
    where: { tokenHash: hashInvitationToken(token) },
  });
  if (invitation === null) throw new DomainError("INVITATION_NOT_FOUND", {});
  const because = endOf(invitation, shop.clock.now());
  if (because !== null) throw new DomainError("INVITATION_OVER", { because });
  return { email: invitation.email, role: invitation.role, shopName: shop.settings.shopName };
}
