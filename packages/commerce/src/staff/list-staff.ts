import type { Shop } from "../shop.ts";

/** All members of staff with their last sign-in, and the open and expired invitations. */
export async function listStaff(shop: Shop) {
  const people = await shop.db.staff.findMany({
    orderBy: [{ role: "asc" }, { name: "asc" }],
    select: { id: true, name: true, email: true, role: true, twoFactorEnabled: true },
  });
  const [signIns, invitations] = await Promise.all([
    shop.db.auditEntry.groupBy({
      by: ["subject"],
      where: { action: "staff.sign_in", subject: { in: people.map(({ email }) => email) } },
      _max: { at: true },
    }),
    shop.db.staffInvitation.findMany({
      where: { acceptedAt: null, revokedAt: null },
      orderBy: { createdAt: "desc" },
      select: { id: true, email: true, role: true, invitedBy: true, createdAt: true, expiresAt: true },
    }),
  ]);
  const lastSignIn = new Map(signIns.map(({ subject, _max }) => [subject, _max.at]));
  const now = shop.clock.now();
  return {
    people: people.map((person) => ({
      ...person,
      lastSignInAt: lastSignIn.get(person.email)?.toISOString() ?? null,
    })),
    invitations: invitations.map(({ createdAt, expiresAt, ...invitation }) => ({
      ...invitation,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      hasExpired: expiresAt <= now,
    })),
  };
}
