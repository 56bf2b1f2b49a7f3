import { randomUUID } from "node:crypto";
import { withClient } from "@dualtrack/db";

/** A database of its own, migrated and empty. `drop` ends whoever is still connected. */
export async function openTestDatabase(adminUrl: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await withClient(adminUrl, (client) => client.query(`create database ${name} template template`));
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
