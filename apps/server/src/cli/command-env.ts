import type { Env } from "../config/env-schema.ts";
import { loadEnvFile, parseEnv, parseVariables } from "../config/read-env.ts";
import { refuseLiveInSandbox } from "../config/refuse-contradictions.ts";
import { StartError } from "../config/start-error.ts";
import { type RuntimeVariables, readRuntimeFile } from "../local/runtime-file.ts";

/**
 * The variables of a command: what is missing in the environment is taken from the `npm start` that runs on the data
 * folder. Throws a StartError if neither names a database.
 */
export async function commandEnv(): Promise<Env & { DATABASE_URL: string }> {
  const env = await completeEnv(parseEnv);
  const { DATABASE_URL } = env;
  if (DATABASE_URL === undefined)
    throw new StartError(
      `No shop is running on ${env.DUALTRACK_DATA_DIR}: npm start first, set DUALTRACK_DATA_DIR to the folder of one that runs, or set DATABASE_URL.`,
    );
  return { ...env, DATABASE_URL };
}

/** The same for a command that sets up what other variables come from: they may be missing. */
export async function setupEnv(): Promise<Env> {
  const env = await completeEnv(parseVariables);
  refuseLiveInSandbox(env);
  return env;
}

async function completeEnv(parse: (variables: NodeJS.ProcessEnv) => Env): Promise<Env> {
  loadEnvFile();
  const env = parse(process.env);
  const runtime = await readRuntimeFile(env.DUALTRACK_DATA_DIR);
  return runtime === null ? env : parse(completed(process.env, runtime));
}

/**
 * The environment wins. Stripe's variables belong together: keys of one account don't work with the address of another.
 */
function completed(given: NodeJS.ProcessEnv, runtime: RuntimeVariables): NodeJS.ProcessEnv {
  const ownStripe = Boolean(given.STRIPE_SECRET_KEY);
  const missing = Object.entries(runtime).filter(
    ([name]) => !given[name] && !(ownStripe && name.startsWith("STRIPE_")),
  );
  return { ...given, ...Object.fromEntries(missing) };
}
