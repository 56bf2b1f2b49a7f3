import { randomUUID } from "node:crypto";
import { withClient } from "@dualtrack/db";
import { dropDatabase } from "@dualtrack/db/testing/drop-database";

export interface TestDatabase {
  url: string;
  /** Throws when somebody is still connected, and ends them. */
  drop(): Promise<void>;
}

/** Creates a database: migrated and empty, or a copy of `template`, which must have no connections. */
export async function openTestDatabase(adminUrl: string, template = "template"): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  // Copies files; by default each page would go through the write-ahead log, too.
  await withClient(adminUrl, (client) =>
    client.query(`create database ${name} template ${template} strategy file_copy`),
  );
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => dropDatabase(adminUrl, name),
  };
}
