import type pg from "pg";
import { withClient } from "../embedded-postgres.ts";

/** PostgreSQL itself waits five seconds for those who are leaving: a pool has ended before its server notices. */
const tries = 12;

/** Drops a test's database. Throws, and drops it all the same, when somebody stays connected: a pool was not closed. */
export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await withClient(adminUrl, async (client) => {
    for (let done = 0; done < tries; done++) if (await isDropped(client, name)) return;
    const { rows } = await client.query<{ leak: string }>(
      "select application_name || ': ' || query as leak from pg_stat_activity where datname = $1",
      [name],
    );
    await client.query(`drop database ${name} with (force)`);
    throw new Error(
      `Connections to the test's database were left open:\n${rows.map(({ leak }) => leak).join("\n")}`,
    );
  });
}

async function isDropped(client: pg.Client, name: string): Promise<boolean> {
  try {
    await client.query(`drop database ${name}`);
    return true;
  } catch (error) {
    if (Reflect.get(Object(error), "code") === "55006") return false; // object_in_use
    throw error;
  }
}
