import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The variables that `npm start` has set, stored in the data folder while it runs: the commands for cron and staff
 * (`pnpm sync-orders`, …) find the database and Stripe with it.
 */
export type RuntimeVariables = Record<string, string>;

export async function writeRuntimeFile(dataDir: string, variables: RuntimeVariables): Promise<void> {
  await writeFile(join(dataDir, "runtime.json"), JSON.stringify(variables, null, 2), { mode: 0o600 });
}

export async function readRuntimeFile(dataDir: string): Promise<RuntimeVariables | null> {
  const text = await readFile(join(dataDir, "runtime.json"), "utf8").catch(() => null);
  return text === null ? null : (JSON.parse(text) as RuntimeVariables);
}

export function removeRuntimeFile(dataDir: string): Promise<void> {
  return rm(join(dataDir, "runtime.json"), { force: true });
}
