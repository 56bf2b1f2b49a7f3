import { randomUUID } from "node:crypto";
import { adminClient } from "./admin-client.ts";
import { dropDatabase } from "./drop-database.ts";

export interface TestDatabase {
  url: string;
  /** Throws when somebody is still connected, and ends them. */
  drop(): Promise<void>;
}

/** Creates a database for one test: a copy of `template`, which must have no connections. */
export async function copyDatabase(adminUrl: string, template: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const client = await adminClient(adminUrl);
  // Copies files; by default each page would go through the write-ahead log, too.
  await client.query(`create database ${name} template ${template} strategy file_copy`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => dropDatabase(adminUrl, name) };
}
