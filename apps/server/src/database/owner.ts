import { randomUUID } from "node:crypto";
import { staffEmailOf } from "@dualtrack/contract";
import { type Db, Prisma } from "@dualtrack/db";
import { hashPassword, verifyPassword } from "better-auth/crypto";

/** Makes the first member of staff; one with this address is left as they are, password included. */
export async function ensureOwner(
  db: Db,
  { email, password, name }: { email: string; password: string; name: string },
): Promise<"created" | "present"> {
  if (password.length < 8 || password.length > 128)
    throw new Error("The owner's password must have 8 to 128 characters.");
  const address = staffEmailOf(email);
  if (await db.staff.findUnique({ where: { email: address }, select: { id: true } })) return "present";
  const id = randomUUID();
  const account = { id: randomUUID(), accountId: id, providerId: "credential" };
  try {
    await db.staff.create({
      data: {
        id,
        email: address,
        name,
        role: "owner",
        emailVerified: true,
        accounts: { create: { ...account, password: await hashPassword(password) } },
      },
    });
    return "created";
  } catch (error) {
    // Another process started at the same time and was first.
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") return "present";
    throw error;
  }
}

/** The addresses of those who sign in with this password. */
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
