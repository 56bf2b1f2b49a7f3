import { randomUUID } from "node:crypto";
import { withClient } from "@dualtrack/db";

export interface TestDatabase {
  url: string;
  /** Ends whoever is still connected. */
  drop(): Promise<void>;
}

/** A database of its own: migrated and empty, or a copy of `template`, which nobody may be connected to. */
export async function openTestDatabase(adminUrl: string, template = "template"): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await withClient(adminUrl, (client) => client.query(`create database ${name} template ${template}`));
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () =>
      withClient(adminUrl, async (client) => {
        // Without force it waits some seconds for those who are leaving: cut off, they would report an error to nobody.
        await client
          .query(`drop database ${name}`)
          .catch(() => client.query(`drop database ${name} with (force)`));
      }),
  };
}
