import { unprovenActor } from "@dualtrack/contract";
import type { Db } from "@dualtrack/db";
import { writeAudit } from "../audit/audit-log.ts";
import { endLinks } from "./end-links.ts";

interface ReplacePassword {
  email: string;
  /** Hashes in the format of the sign-in. */
  from: string;
  to: string;
}

/**
 * Gives an account another password without its person, and ends its sessions and links, which somebody else may have by now. False,
 * and nothing is changed, when `from` is not its password any more.
 */
export async function replacePassword(
  db: Db,
  { email, from, to }: ReplacePassword,
  now: Date,
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const { id, role } = await tx.staff.findUniqueOrThrow({
      where: { email },
      select: { id: true, role: true },
    });
    const account = { userId: id, providerId: "credential", password: from };
    const { count } = await tx.staffAccount.updateMany({
      where: account,
      data: { password: to, updatedAt: now },
    });
    if (count === 0) return false;
    await tx.staffSession.deleteMany({ where: { userId: id } });
    await endLinks(tx, id);
    const by = { ...unprovenActor, role, ip: null };
    const entry = { action: "staff.reset_password", subject: email, before: {}, after: {} } as const;
    await writeAudit({ tx, by, now }, entry);
    return true;
  });
}
