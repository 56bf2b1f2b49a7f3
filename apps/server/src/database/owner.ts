import { DomainError, insertStaff, replacePassword, systemClock } from "@dualtrack/commerce";
import { newPasswordSchema, staffEmailOf } from "@dualtrack/contract";
import type { Db } from "@dualtrack/db";
import { hashPassword, verifyPassword } from "better-auth/crypto";
import { demoPassword } from "../config/demo.ts";

/** Creates the first member of staff; an existing account with this address stays as it is, password included. */
export async function ensureOwner(
  db: Db,
  { email, password, name }: { email: string; password: string; name: string },
): Promise<"created" | "present"> {
  assertLength(password);
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

/**
 * Gives the account of this address another password if the demo's opens it; its sessions end. False: there is no such account, or it has
 * another password already.
 */
export async function replaceDemoPassword(
  db: Db,
  { email, password }: { email: string; password: string },
): Promise<boolean> {
  assertLength(password);
  const address = staffEmailOf(email);
  const account = await db.staffAccount.findFirst({
    where: { providerId: "credential", password: { not: null }, staff: { email: address } },
    select: { password: true },
  });
  const from = account?.password ?? null;
  if (from === null || !(await verifyPassword({ hash: from, password: demoPassword }))) return false;
  const to = await hashPassword(password);
  return replacePassword(db, { email: address, from, to }, systemClock.now());
}

/** The console's own rule. */
function assertLength(password: string): void {
  const { error } = newPasswordSchema.safeParse(password);
  if (error !== undefined) throw new Error(error.issues.map(({ message }) => message).join(". "));
}
