import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate, startEmbeddedPostgres, withClient } from "@dualtrack/db";
import type { TestProject } from "vitest/node";
import type {} from "./test-shop.ts"; // declares what is provided

/** Unusual settings of a server: every test shows that the shop does not depend on them. */
export const foreignSettings = {
  TimeZone: "America/New_York",
  DateStyle: "SQL, DMY",
  IntervalStyle: "sql_standard",
  default_transaction_isolation: "serializable",
};

/** Starts one PostgreSQL server for the whole run; each test shop gets its own database, copied from a template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = await mkdtemp(join(tmpdir(), "dualtrack-test-"));
  const postgres = await startEmbeddedPostgres({ dir: join(dir, "postgres"), durable: false });
  await withClient(postgres.adminUrl, async (client) => {
    for (const [name, value] of Object.entries(foreignSettings))
      await client.query(`alter role current_user set ${name} = '${value}'`);
  });
  await migrate(await postgres.database("template"));
  project.provide("postgresUrl", postgres.adminUrl);
  return async () => {
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  };
}
