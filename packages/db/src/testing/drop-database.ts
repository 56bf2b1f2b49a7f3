import type pg from "pg";
import { adminClient } from "./admin-client.ts";
import { openPorts } from "./open-ports.ts";

/** PostgreSQL itself waits five seconds for those who are leaving: a process has ended before its server notices. */
const tries = 12;

/**
 * Drops a test's database. Throws, and drops it all the same, when this process still has a connection to it (a pool was not
 * closed, even if it would close idle connections by itself some seconds later), or another process keeps one.
 */
export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  const client = await adminClient(adminUrl);
  const connected = await connectionsTo(client, name);
  const ours = new Set(openPorts());
  let leaks = connected.filter(({ port }) => ours.has(port));
  if (leaks.length === 0) {
    for (let done = 0; done < tries; done++) if (await isDropped(client, name)) return;
    leaks = await connectionsTo(client, name);
  }
  await client.query(`drop database ${name} with (force)`);
  throw new Error(
    `Connections to the test's database were left open:\n${leaks.map(({ text }) => text).join("\n")}`,
  );
}

/** `port` is the client's; `text` is its name and last statement. */
async function connectionsTo(client: pg.Client, name: string): Promise<{ port: number; text: string }[]> {
  const { rows } = await client.query<{ port: number; text: string }>(
    "select client_port as port, application_name || ': ' || query as text from pg_stat_activity where datname = $1",
    [name],
  );
  return rows;
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
