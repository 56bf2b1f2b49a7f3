import { withClient } from "./embedded-postgres.ts";
import { migrationNames } from "./migrations-on-disk.ts";

/** How the database's schema differs from this copy of the code; up to date when both lists are empty. */
export interface SchemaState {
  /** Migrations that are not applied yet, oldest first. */
  missing: string[];
  /** Applied migrations that the code does not have: a newer version has migrated the database. */
  unknown: string[];
}

/** Reads the state and changes nothing. `known` are the names of the code's migrations. */
export function readSchemaState(url: string, known?: readonly string[]): Promise<SchemaState> {
  return withClient(url, async (client) => {
    const names = [...(known ?? (await migrationNames()))];
    const { rows } = await client.query<{ books: string | null; jobs: string | null }>(
      "select to_regclass('_prisma_migrations') as books, to_regclass('graphile_worker.migrations') as jobs",
    );
    if (!rows[0]?.books) return { missing: names, unknown: [] };
    const applied = await client.query<{ name: string }>(
      `select migration_name as name from _prisma_migrations
       where finished_at is not null and rolled_back_at is null order by migration_name`,
    );
    const done = applied.rows.map(({ name }) => name);
    const missing = names.filter((name) => !done.includes(name));
    if (!rows[0].jobs) missing.push("the job queue's");
    return { missing, unknown: done.filter((name) => !names.includes(name)) };
  });
}
