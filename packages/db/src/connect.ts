import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "../generated/prisma/client.ts";
import { ourSession } from "./our-session.ts";

export type Db = PrismaClient;

/** What runs inside one transaction: everything of `Db` but opening another. */
export type Tx = Omit<Db, "$connect" | "$disconnect" | "$on" | "$use" | "$extends" | "$transaction">;

/** Opens a pool of connections to the database at `url`. Close it with `$disconnect()`. */
export function connect(url: string, { maxConnections = 20 }: { maxConnections?: number } = {}): Db {
  const adapter = new PrismaPg({ connectionString: ourSession(url), max: maxConnections });
  // A transaction waits at most 10 s for a connection (a drop queues here) and runs at most 15 s.
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 15_000 } });
}
