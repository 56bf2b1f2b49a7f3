import { DomainError, insertStaff, systemClock } from "@dualtrack/commerce";
import { staffEmailOf } from "@dualtrack/contract";
import type { Db } from "@dualtrack/db";
import { hashPassword, verifyPassword } from "better-auth/crypto";

/** Creates the first member of staff; an existing account with this address stays as it is, password included. */
export async function ensureOwner(
  db: Db,
  { email, password, name }: { email: string; password: string; name: string },
): Promise<"created" | "present"> {
  if (password.length < 8 || password.length > 128)
    throw new Error("The owner's password must have 8 to 128 characters.");
  const address = staffEmailOf(email);
  if (await db.staff.findUnique({ where: { email: address }, select: { id: true } })) return "present";
  const passwordHash = await hashPassword(password);
  try {
    await insertStaff(db, { email: address, name, role: "owner", passwordHash }, systemClock.now());
    return "created";
  } catch (error) {
    // Another process started at the same time and created it first.
    if (error instanceof DomainError && error.code === "STAFF_EXISTS") return "present";
    throw error;
  }
}

/** The e-mail addresses of the accounts that this password opens. */
export async function staffWithPassword(db: Db, password: string): Promise<string[]> {
  const accounts = await db.staffAccount.findMany({
    where: { providerId: "credential", password: { not: null } },
    select: { password: true, staff: { select: { email: true } } },
  });
  const fits = await Promise.all(
    accounts.map((account) => verifyPassword({ hash: account.password ?? "", password })),
  );
  return accounts.filter((_, index) => fits[index]).map(({ staff }) => staff.email);
}
