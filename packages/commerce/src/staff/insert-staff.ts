import { randomUUID } from "node:crypto";
import { Prisma, type StaffRole, type Tx } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";

interface NewStaff {
  email: string;
  name: string;
  role: StaffRole;
  /** In the format of the sign-in. */
  passwordHash: string;
}

/** Inserts a staff account with a password. STAFF_EXISTS. */
export async function insertStaff(tx: Tx, { passwordHash, ...staff }: NewStaff, at: Date): Promise<void> {
  const id = randomUUID();
  const account = { id: randomUUID(), accountId: id, providerId: "credential", password: passwordHash };
  try {
    const getsAlerts = staff.role !== "support"; // until somebody chooses otherwise
    await tx.staff.create({
      data: { ...staff, getsAlerts, id, emailVerified: true, createdAt: at, accounts: { create: account } },
    });
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
      throw new DomainError("STAFF_EXISTS", { email: staff.email });
    throw error;
  }
}
