import { isTracing } from "@dualtrack/tracing";
import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import { PrismaClient } from "../generated/prisma/client.ts";
import { nameStatements } from "./name-statements.ts";
import { ourSession } from "./our-session.ts";
import { traceStatements } from "./trace-statements.ts";

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
  const pool = new PrismaPg(
    { connectionString: ourSession(url), max: maxConnections, ...(Client && { Client }) },
    { statementNameGenerator: nameStatements() },
  );
  const adapter = isTracing() ? traceStatements(pool) : pool;
  // Prisma's longer messages repeat what a call was given: they are read in logs.
  return new PrismaClient({
    adapter,
    errorFormat: "minimal",
    transactionOptions: { maxWait: maxWaitMs, timeout: 15_000 },
  });
}
