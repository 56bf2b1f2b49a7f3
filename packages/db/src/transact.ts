import { Prisma } from "../generated/prisma/client.ts";
import type { Db, Tx } from "./connect.ts";

/** PostgreSQL's code of a deadlock, whose victim may simply try again. */
const deadlock = "40P01";
const maxAttempts = 3;

/** Every connection of the pool was in use for as long as a transaction waits for one. Nothing was done. */
export class NoFreeConnectionError extends Error {}

/**
 * Runs `work` in one transaction. Locks are taken in one order everywhere (cart, checkout, stock by key), so that
 * transactions wait for each other and don't deadlock; should two of them do so all the same, the victim runs again.
 * Throws NoFreeConnectionError when the pool has no connection for it in time.
 */
export async function transact<Result>(db: Db, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  for (let left = maxAttempts; ; left -= 1) {
    try {
      return await db.$transaction(work);
    } catch (error) {
      if (isWithoutConnection(error)) throw new NoFreeConnectionError("no free connection", { cause: error });
      if (left === 1 || !isDeadlock(error)) throw error;
    }
  }
}

/** P2028 stands for other failures of a transaction, too. @see https://www.prisma.io/docs/orm/reference/error-reference#p2028 */
function isWithoutConnection(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return error.code === "P2028" && error.message.includes("Unable to start a transaction");
}

/** @see https://www.prisma.io/docs/orm/reference/error-reference#p2034 */
function isDeadlock(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return error.code === "P2034" || JSON.stringify(error.meta ?? {}).includes(deadlock);
}
