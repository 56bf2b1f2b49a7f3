import { Prisma } from "@dualtrack/db";
import { DomainError } from "./domain-error.ts";

/**
 * For inserting a row whose id is the request id: `.catch(refuseTakenId)`. Repeated requests are found before the insert,
 * so an id that exists belongs to another request. REQUEST_ID_TAKEN.
 */
export function refuseTakenId(error: unknown): never {
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
    throw new DomainError("REQUEST_ID_TAKEN", {});
  throw error;
}
