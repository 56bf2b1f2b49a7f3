import { Prisma } from "@dualtrack/db";
import { DomainError } from "./domain-error.ts";

/**
 * For the row that a request's id becomes: `.catch(refuseTakenId)`. What was sent twice is found before it is written;
 * an id that is taken all the same belongs to something else. REQUEST_ID_TAKEN.
 */
export function refuseTakenId(error: unknown): never {
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
    throw new DomainError("REQUEST_ID_TAKEN", {});
  throw error;
}
