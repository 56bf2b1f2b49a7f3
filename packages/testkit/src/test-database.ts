import { randomUUID } from "node:crypto";
import { withClient } from "@dualtrack/db";

export interface TestDatabase {
  url: string;
  /** Closes remaining connections. */
  drop(): Promise<void>;
}

/** Creates a database: migrated and empty, or a copy of `template`, which must have no connections. */
export async function openTestDatabase(adminUrl: string, template = "template"): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await withClient(adminUrl, (client) => client.query(`create database ${name} template ${template}`));
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () =>
      withClient(adminUrl, async (client) => {
        // Without `force` it waits some seconds for closing connections, which would otherwise report an error.
        await client
          .query(`drop database ${name}`)
          .catch(() => client.query(`drop database ${name} with (force)`));
      }),
  };
}
