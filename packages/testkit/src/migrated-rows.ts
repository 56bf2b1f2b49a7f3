import { readdir, readFile } from "node:fs/promises";
import { withClient } from "@dualtrack/db";
import { inject } from "vitest";
import { openTestDatabase } from "./test-database.ts";

const migrations = new URL("../../../prisma/migrations/", import.meta.url);

/** The client that is lent; it runs one or more statements. */
type Client = Parameters<Parameters<typeof withClient>[1]>[0];

/**
 * Shows what a migration makes of rows that older versions wrote: a database as it was before `migration` (the name of
 * its folder), with the rows that `write` writes, is brought up to it and lent to `look`. Rows alone are written: what
 * they belong to is not checked.
 */
export async function migratedRows(
  migration: string,
  write: (client: Client) => Promise<unknown>,
  look: (client: Client) => Promise<void>,
): Promise<void> {
  const database = await openTestDatabase(inject("postgresUrl"), "template0");
  await withClient(database.url, async (client) => {
    for (const sql of await sqlOf((name) => name < migration)) await client.query(sql);
    await client.query("set session_replication_role = replica");
    await write(client);
    await client.query("set session_replication_role = origin");
    for (const sql of await sqlOf((name) => name === migration)) await client.query(sql);
    await look(client);
  });
  await database.drop();
}

async function sqlOf(wanted: (name: string) => boolean): Promise<string[]> {
  const names = (await readdir(migrations)).filter((name) => /^\d/.test(name) && wanted(name)).sort();
  return Promise.all(names.map((name) => readFile(new URL(`${name}/migration.sql`, migrations), "utf8")));
}
