import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
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
  /** What speaks to PostgreSQL on each connection; pg's own when left out. */
  Client?: typeof pg.Client;
}

/** Opens a pool of connections to the database at `url`. Close it with `$disconnect()`. */
export function connect(
  url: string,
  { maxConnections = 20, maxWaitMs = 10_000, Client }: ConnectOptions = {},
): Db {
  const adapter = new PrismaPg(
    { connectionString: ourSession(url), max: maxConnections, ...(Client && { Client }) },
    { statementNameGenerator: nameStatements() },
  );
  return new PrismaClient({ adapter, transactionOptions: { maxWait: maxWaitMs, timeout: 15_000 } });
}
