import type { Tx } from "../connect.ts";

/**
 * Locks the owners until the transaction ends, always in the same order, and answers their ids: whoever takes a role
 * away holds this lock, so that two owners can't leave the shop without one.
 */
export async function lockOwners(tx: Tx): Promise<{ id: string; email: string }[]> {
  return tx.$queryRaw`select id, email from staff where role = 'owner' order by id for update`;
}
