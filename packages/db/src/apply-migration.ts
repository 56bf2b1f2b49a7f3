import { randomUUID } from "node:crypto";
import pg from "pg";
import type { Migration } from "./migrations-on-disk.ts";
import { lineAt, type Statement, splitStatements } from "./split-statements.ts";

/**
 * Runs a migration and writes its row in one transaction: a failed migration changes nothing, so it can be corrected and
 * run again. Rejects with a MigrationError.
 */
export async function applyMigration(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("begin");
  try {
    // An unfinished row is a failed run of Prisma's engine, which was rolled back as well.
    await client.query(
      `update _prisma_migrations set rolled_back_at = now()
       where migration_name = $1 and finished_at is null and rolled_back_at is null`,
      [name],
    );
    for (const statement of splitStatements(sql)) await run(client, name, statement);
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {}); // if the connection is lost, PostgreSQL has rolled back
    throw error;
  }
}

async function run(client: pg.Client, migration: string, { sql, line }: Statement): Promise<void> {
  try {
    await client.query(sql);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    const within = error.position === undefined ? 1 : lineAt(sql, Number(error.position) - 1);
    throw new MigrationError(migration, line + within - 1, error);
  }
}

/** Its message is one line with file, line and PostgreSQL's error. */
class MigrationError extends Error {
  constructor(migration: string, line: number, cause: pg.DatabaseError) {
    const lines = [cause.message, cause.detail, cause.hint && `Hint: ${cause.hint}`].filter(Boolean);
    super(
      `prisma/migrations/${migration}/migration.sql:${line}: ${lines.join(" · ").replaceAll("\n", " ")} (PostgreSQL ${cause.code}). The migration was rolled back and no data is lost: correct the file and try again.`,
      { cause },
    );
    this.name = "MigrationError";
  }
}
