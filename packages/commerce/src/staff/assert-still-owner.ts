import { lockOwners, type Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { DomainError } from "../domain-error.ts";

/** Locks the owners and answers their ids. NOT_ALLOWED when `by` is no owner any more, NOT_SIGNED_IN when removed. */
export async function assertStillOwner(tx: Tx, by: Actor): Promise<string[]> {
  const owners = await lockOwners(tx);
  if (!owners.some(({ email }) => email === by.email)) {
    const now = await tx.staff.findUnique({ where: { email: by.email }, select: { role: true } });
    if (now === null) throw new DomainError("NOT_SIGNED_IN", {});
    throw new DomainError("NOT_ALLOWED", { role: now.role });
  }
  return owners.map(({ id }) => id);
}
