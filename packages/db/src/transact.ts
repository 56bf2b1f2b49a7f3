import { Prisma } from "../generated/prisma/client.ts";
import type { Db, Tx } from "./connect.ts";

/** PostgreSQL's code of a deadlock. The transaction was rolled back and can be run again. */
const deadlock = "40P01";
const maxAttempts = 3;

/** No connection of the pool was free within the time that a transaction waits for one. Nothing was done. */
export class NoFreeConnectionError extends Error {}

/**
 * Runs `work` in one transaction. Locks are taken in the same order everywhere (cart, checkout, stock by key) to avoid
 * deadlocks; if one occurs nevertheless, the transaction that PostgreSQL has cancelled runs again.
 * Throws NoFreeConnectionError when the pool has no connection for it in time.
 */
export async function transact<Result>(db: Db, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  try {
    return await repeatAfterDeadlock(() => db.$transaction(work));
  } catch (error) {
    if (isWithoutConnection(error)) throw new NoFreeConnectionError("no free connection", { cause: error });
    throw error;
  }
}

/** Runs a transaction, and again when PostgreSQL has cancelled it because of a deadlock. */
export async function repeatAfterDeadlock<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let left = maxAttempts; ; left -= 1) {
    try {
      return await run();
    } catch (error) {
      if (left === 1 || !isDeadlock(error)) throw error;
    }
  }
}

/** P2028 has other causes as well, so the message is checked. @see https://www.prisma.io/docs/orm/reference/error-reference#p2028 */
function isWithoutConnection(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return error.code === "P2028" && error.message.includes("Unable to start a transaction");
}

/** @see https://www.prisma.io/docs/orm/reference/error-reference#p2034 */
function isDeadlock(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return error.code === "P2034" || JSON.stringify(error.meta ?? {}).includes(deadlock);
}
