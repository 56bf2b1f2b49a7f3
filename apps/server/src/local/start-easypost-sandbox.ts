import { join } from "node:path";
import { startEasyPostSandbox as start } from "easypost-sandbox";
import type { Env } from "../config/env-schema.ts";
import { ownAddress } from "../config/own-address.ts";
import type { Run } from "./run.ts";

const webhookSecret = "dualtrack-easypost-sandbox";

/** Starts the sandbox that replaces EasyPost, on a free port, and returns the variables with which a server finds it. */
export async function startEasyPostSandbox(run: Run, env: Env): Promise<Record<string, string>> {
  const sandbox = await start({
    file: join(env.DUALTRACK_DATA_DIR, "easypost.json"),
    webhook: { url: `${ownAddress(env)}/webhooks/easypost`, secret: webhookSecret },
  });
  run.add(sandbox);
  return {
    EASYPOST_API_KEY: sandbox.apiKey,
    EASYPOST_API_BASE: sandbox.apiBase,
    EASYPOST_WEBHOOK_SECRET: webhookSecret,
  };
}
