import type { Tx } from "../connect.ts";

/** Rolls back what `attempt` did in the transaction, locks included, unless it answers true. Answers the same value. */
export async function undoUnless(tx: Tx, attempt: () => Promise<boolean>): Promise<boolean> {
  await tx.$executeRaw`savepoint attempt`;
  const isDone = await attempt();
  if (isDone) await tx.$executeRaw`release savepoint attempt`;
  else await tx.$executeRaw`rollback to savepoint attempt`;
  return isDone;
}
