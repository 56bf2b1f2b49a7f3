import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Env } from "../config/env-schema.ts";
import type { Run } from "./run.ts";

/**
 * The variables that `npm start` has set, stored in the data folder while it runs: the commands for cron and staff
 * (`pnpm sync-orders`, …) find the database and Stripe with it.
 */
export type RuntimeVariables = Record<string, string>;

/** Stores them until the run stops. */
export async function publishVariables(
  run: Run,
  { DUALTRACK_DATA_DIR: dataDir }: Env,
  variables: RuntimeVariables,
): Promise<void> {
  const path = join(dataDir, "runtime.json");
  await writeFile(path, JSON.stringify(variables, null, 2), { mode: 0o600 });
  run.add({ stop: () => rm(path, { force: true }) });
  run.signal.throwIfAborted();
}

export async function readRuntimeFile(dataDir: string): Promise<RuntimeVariables | null> {
  const text = await readFile(join(dataDir, "runtime.json"), "utf8").catch(() => null);
  return text === null ? null : (JSON.parse(text) as RuntimeVariables);
}
