import { join } from "node:path";
import { webhookEventTypes } from "@dualtrack/commerce";
import type { Env } from "../config/env-schema.ts";
import { ownAddress } from "../config/own-address.ts";
import { projectRoot } from "../config/project-root.ts";
import { startChild } from "./child-process.ts";
import type { Run } from "./run.ts";

const keys = {
  STRIPE_SECRET_KEY: "sk_test_sandbox",
  STRIPE_PUBLISHABLE_KEY: "pk_test_sandbox",
  STRIPE_WEBHOOK_SECRET: "whsec_dualtrack_sandbox",
};

/** Starts the sandbox that replaces Stripe. With its variables a server finds it. */
export async function startSandbox(
  run: Run,
  env: Env,
): Promise<{ pid: number | undefined; variables: Record<string, string> }> {
  const sandbox = await startChild(
    "Stripe sandbox",
    [join(projectRoot, "packages/stripe-sandbox/src/cli.ts")],
    {
      env: {
        SANDBOX_PORT: String(env.SANDBOX_PORT),
        SANDBOX_DATA_DIR: join(env.DUALTRACK_DATA_DIR, "stripe"),
        SANDBOX_WEBHOOK_URL: `${ownAddress(env)}/webhooks/stripe`,
        SANDBOX_WEBHOOK_EVENTS: webhookEventTypes.join(","),
        SANDBOX_WEBHOOK_SECRET: keys.STRIPE_WEBHOOK_SECRET,
      },
      onLine: (line) => env.LOG_LEVEL === "debug" && console.log(`[stripe] ${line}`),
      signal: run.signal,
    },
  );
  run.add(sandbox);
  const variables = { ...keys, STRIPE_API_BASE: `http://127.0.0.1:${env.SANDBOX_PORT}` };
  return { pid: sandbox.pid, variables };
}
