import type { Env } from "../config/env-schema.ts";
import { assertPortFree } from "./assert-port-free.ts";
import { announceStop, lockDataDir } from "./data-dir.ts";
import { logStep } from "./log-step.ts";
import { type OwnerAccount, prepareDatabase } from "./prepare-database.ts";
import { readOrCreateSecret } from "./read-or-create-secret.ts";
import type { Run } from "./run.ts";
import { startEasyPostSandbox } from "./start-easypost-sandbox.ts";
import { startSandbox } from "./start-sandbox.ts";

/** What all processes of a shop on this machine share. */
export interface Services {
  /** With these a server finds it all. */
  variables: Record<string, string> & { DATABASE_URL: string };
  owner: OwnerAccount;
  /** The process that replaces Stripe; null: there is none. */
  sandbox: { pid: number | undefined } | null;
  /** Where the sandbox of EasyPost answers; null: there is none. */
  easypostBase: string | null;
}

/**
 * Takes the data folder, and starts what a shop needs beside its servers and what `env` does not name: PostgreSQL, and the sandboxes in the
 * place of Stripe and EasyPost. `build` makes at the same time what the servers run. `onLost` is called when something ends that
 * can't be started again.
 */
export async function openServices(
  run: Run,
  env: Env,
  {
    password,
    build = async () => {},
    onLost,
  }: { password: string; build?: (signal: AbortSignal) => Promise<void>; onLost(error: unknown): void },
): Promise<Services> {
  const dataDir = env.DUALTRACK_DATA_DIR;
  const unlock = await lockDataDir(dataDir, run.signal);
  run.add({ announceStop: () => announceStop(dataDir), stop: unlock });
  await assertPortFree("PORT", env.PORT, env.HOST);
  const withSandbox = env.STRIPE_SECRET_KEY === undefined;
  if (withSandbox) await assertPortFree("SANDBOX_PORT", env.SANDBOX_PORT);
  run.signal.throwIfAborted();
  const withEasyPostSandbox = withSandbox && env.EASYPOST_API_KEY === undefined;
  const [database, sandbox, easypostKeys] = await run.together([
    logStep("Preparing the database", prepareDatabase(run, env, { password, onLost })),
    withSandbox ? logStep("Starting the Stripe sandbox", startSandbox(run, env)) : null,
    withEasyPostSandbox ? startEasyPostSandbox(run, env) : {},
    logStep("Building the server and the pages of shop and console", build(run.signal)),
  ]);
  const { EASYPOST_API_BASE: easypostBase } = easypostKeys as Record<string, string | undefined>;
  return {
    variables: {
      DUALTRACK_DATA_DIR: dataDir,
      DATABASE_URL: database.url,
      APP_SECRET: env.APP_SECRET ?? (await readOrCreateSecret(dataDir)),
      ...sandbox?.variables,
      ...easypostKeys,
    },
    owner: database.owner,
    sandbox,
    easypostBase: easypostBase ?? null,
  };
}
