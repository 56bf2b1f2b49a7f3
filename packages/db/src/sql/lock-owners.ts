import type { Tx } from "../connect.ts";

/**
 * Locks all owners until the transaction ends, always in the same order. Every change that removes an owner takes this
 * lock, so that two at the same time can't remove the last owner.
 */
export async function lockOwners(tx: Tx): Promise<{ id: string; email: string }[]> {
  return tx.$queryRaw`select id, email from staff where role = 'owner' order by id for update`;
}
