import { readdir, readFile } from "node:fs/promises";
import { withClient } from "@dualtrack/db";
import { copyDatabase } from "@dualtrack/db/testing/copy-database";
import { inject } from "vitest";

const migrations = new URL("../../../prisma/migrations/", import.meta.url);

/** The client that the callbacks get; it runs one or more statements. */
type Client = Parameters<Parameters<typeof withClient>[1]>[0];

/**
 * Tests a migration on rows of older versions: creates a database as before `migration` (the name of its folder), calls
 * `write` to insert rows, runs the migration, and calls `check`. Foreign keys are not checked while `write` runs.
 */
export async function migratedRows(
  migration: string,
  write: (client: Client) => Promise<unknown>,
  check: (client: Client) => Promise<void>,
): Promise<void> {
  const database = await copyDatabase(inject("postgresUrl"), "template0");
  await withClient(database.url, async (client) => {
    for (const sql of await sqlOf((name) => name < migration)) await client.query(sql);
    await client.query("set session_replication_role = replica");
    await write(client);
    await client.query("set session_replication_role = origin");
    for (const sql of await sqlOf((name) => name === migration)) await client.query(sql);
    await check(client);
  });
  await database.drop();
}

async function sqlOf(wanted: (name: string) => boolean): Promise<string[]> {
  const names = (await readdir(migrations)).filter((name) => /^\d/.test(name) && wanted(name)).sort();
  return Promise.all(names.map((name) => readFile(new URL(`${name}/migration.sql`, migrations), "utf8")));
}
