import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate, startEmbeddedPostgres } from "@dualtrack/db";
import type { TestProject } from "vitest/node";
import type {} from "./test-shop.ts"; // declares what is provided

/** One PostgreSQL server for the whole run; each test shop gets a database of its own, copied from a template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = await mkdtemp(join(tmpdir(), "dualtrack-test-"));
  const postgres = await startEmbeddedPostgres({ dir: join(dir, "postgres"), durable: false });
  await migrate(await postgres.database("template"));
  project.provide("postgresUrl", postgres.adminUrl);
  return async () => {
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  };
}
