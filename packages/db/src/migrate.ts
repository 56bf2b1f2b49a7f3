import { runMigrations as migrateJobs } from "graphile-worker";
import type pg from "pg";
import { applyMigration } from "./apply-migration.ts";
import { withClient } from "./embedded-postgres.ts";
import { type Migration, migrationsDir, readMigrations } from "./migrations-on-disk.ts";
import { ourSession } from "./our-session.ts";
import { readSchemaState } from "./schema-state.ts";

/** `warn` logs problems that don't stop the migration; `dir` is the folder of migrations. */
export interface MigrateOptions {
  warn?: (line: string) => void;
  dir?: string;
  /** What a migration moves from the environment into the database: it reads them with `current_setting`. */
  settings?: Readonly<Record<string, string>>;
}

/**
 * Brings the database at `url` up to date: our tables, then the job queue's. Applied migrations are recorded in Prisma's
 * table (`_prisma_migrations`), so that Prisma's tools work, too. Answers the migrations applied now. Rejects without a
 * change when the database is newer than this code; rejects with a MigrationError when a migration fails.
 */
export function migrate(
  url: string,
  { warn = console.warn, dir = migrationsDir, settings = {} }: MigrateOptions = {},
): Promise<string[]> {
  return withClient(url, async (client) => {
    // Processes that start at the same time wait for each other.
    await client.query("select pg_advisory_lock(hashtext('dualtrack.migrate'))");
    for (const [name, value] of Object.entries(settings))
      await client.query("select set_config($1, $2, false)", [name, value]);
    const migrations = await readMigrations(dir);
    const { unknown } = await readSchemaState(
      url,
      migrations.map(({ name }) => name),
    );
    if (unknown.length > 0) throw new Error(newerSentence(unknown));
    const applied = await applyMissing(client, migrations, warn);
    await migrateJobs({ connectionString: ourSession(url) });
    return applied;
  });
}

/** The message about a database that a newer version of the code has migrated. */
export function newerSentence(unknown: readonly string[]): string {
  return `The database is newer than this code, which does not know ${unknown.join(", ")}: start the version that belongs to it. Nothing was changed.`;
}

async function applyMissing(
  client: pg.Client,
  migrations: readonly Migration[],
  warn: (line: string) => void,
): Promise<string[]> {
  await client.query(`create table if not exists _prisma_migrations (
    id varchar(36) primary key,
    checksum varchar(64) not null,
    finished_at timestamptz,
    migration_name varchar(255) not null,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`);
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `select migration_name as name, checksum from _prisma_migrations
     where finished_at is not null and rolled_back_at is null`,
  );
  const checksums = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  const applied: string[] = [];
  for (const migration of migrations) {
    const checksum = checksums.get(migration.name);
    if (checksum === undefined) {
      await applyMigration(client, migration);
      applied.push(migration.name);
    } else if (checksum !== migration.checksum)
      warn(
        `prisma/migrations/${migration.name}/migration.sql is not what was applied to this database: its changes are not in it. Put the file back, and write a new migration.`,
      );
  }
  return applied;
}
