import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "../generated/prisma/client.ts";
import { nameStatements } from "./name-statements.ts";
import { ourSession } from "./our-session.ts";

export type Db = PrismaClient;

/** The client inside a transaction: like `Db`, but it can't open another transaction. */
export type Tx = Omit<Db, "$connect" | "$disconnect" | "$on" | "$use" | "$extends" | "$transaction">;

interface ConnectOptions {
  maxConnections?: number;
  /** How long a transaction waits for a free connection, in ms. */
  maxWaitMs?: number;
}

/** Opens a pool of connections to the database at `url`. Close it with `$disconnect()`. */
export function connect(url: string, { maxConnections = 20, maxWaitMs = 10_000 }: ConnectOptions = {}): Db {
  const adapter = new PrismaPg(
    { connectionString: ourSession(url), max: maxConnections },
    { statementNameGenerator: nameStatements() },
  );
  return new PrismaClient({ adapter, transactionOptions: { maxWait: maxWaitMs, timeout: 15_000 } });
}
