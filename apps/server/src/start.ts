import { join } from "node:path";
import { ownerPassword, webConcurrencyOf } from "./config/demo.ts";
import { deploymentFrom } from "./config/deployment.ts";
import type { Env } from "./config/env-schema.ts";
import { openLogOutput } from "./config/log-output.ts";
import { publicAddress } from "./config/own-address.ts";
import { projectRoot } from "./config/project-root.ts";
import { parseEnv, readEnv } from "./config/read-env.ts";
import { StartError } from "./config/start-error.ts";
import { openDevFront } from "./dev/dev-front.ts";
import { startDevServer } from "./dev/dev-server.ts";
import { refreshDatabase } from "./dev/refresh-database.ts";
import { assertPortFree } from "./local/assert-port-free.ts";
import { buildApps } from "./local/build-apps.ts";
import { type Child, startChild } from "./local/child-process.ts";
import { announceStop, lockDataDir } from "./local/data-dir.ts";
import { logStep } from "./local/log-step.ts";
import { prepareDatabase } from "./local/prepare-database.ts";
import { readOrCreateSecret } from "./local/read-or-create-secret.ts";
import { createRun } from "./local/run.ts";
import { removeRuntimeFile, writeRuntimeFile } from "./local/runtime-file.ts";
import { startEasyPostSandbox } from "./local/start-easypost-sandbox.ts";
import { startSandbox } from "./local/start-sandbox.ts";
import { printWelcome } from "./local/welcome.ts";

/** `--dev`, and `--inspect` or `--inspect=<port>`: the server, not this starter, then waits for a debugger. */
const options = process.argv.slice(2);
const isDev = options.includes("--dev");
const inspect = options.filter((option) => /^--inspect(?:=|$)/.test(option));

// `npm start` and `npm run dev`: start everything that a shop needs on this machine.
const run = createRun();
process.on("SIGINT", () => void exit(0));
process.on("SIGTERM", () => void exit(0));
// The terminal was closed: PostgreSQL, in a process group of its own, would go on without us.
process.on("SIGHUP", () => void exit(0));
// Then nobody reads our lines any more; as on a full disk, that must not end us before everything is stopped.
const output = openLogOutput(process);
const starting = start();
try {
  await starting;
} catch (error) {
  await fail(error);
}

async function start(): Promise<void> {
  const env = readEnv();
  if (env.ROLE !== "all")
    throw new StartError(
      `npm start runs all parts of the shop: unset ROLE. A ${env.ROLE} alone is ROLE=${env.ROLE} node apps/server/dist/main.js.`,
    );
  const password = ownerPassword(env);
  const dataDir = env.DUALTRACK_DATA_DIR;
  const unlock = await lockDataDir(dataDir, run.signal);
  run.add({ announceStop: () => announceStop(dataDir), stop: unlock });
  const startedAt = Date.now();
  const withSandbox = env.STRIPE_SECRET_KEY === undefined;
  await assertPortFree("PORT", env.PORT, env.HOST);
  if (withSandbox) await assertPortFree("SANDBOX_PORT", env.SANDBOX_PORT);
  run.signal.throwIfAborted();

  const secret = env.APP_SECRET ?? (await readOrCreateSecret(dataDir));
  const withEasyPostSandbox = withSandbox && env.EASYPOST_API_KEY === undefined;
  const [database, sandboxKeys, easypostKeys] = await run.together([
    logStep("Preparing the database", prepareDatabase(run, env, { password, onLost: fail })),
    withSandbox ? logStep("Starting the Stripe sandbox", startSandbox(run, env)) : {},
    withEasyPostSandbox ? startEasyPostSandbox(run, env) : {},
    isDev ? null : logStep("Building the server and the pages of shop and console", buildApps(run.signal)),
  ]);
  const variables = {
    PORT: String(env.PORT),
    DATABASE_URL: database.url,
    APP_SECRET: secret,
    WEB_CONCURRENCY: String(isDev ? 1 : webConcurrencyOf(env)), // the developer's server restarts often
    DRAIN_SECONDS: "0", // no balancer asks /readyz here, and whoever pressed Ctrl-C waits
    ...sandboxKeys,
    ...easypostKeys,
  };
  await (isDev ? serveDeveloper(env, variables) : serve(variables));
  await writeRuntimeFile(dataDir, variables);
  run.add({ stop: () => removeRuntimeFile(dataDir) });
  run.signal.throwIfAborted();
  const seconds = (Date.now() - startedAt) / 1000;
  const { EASYPOST_API_BASE: easypostBase } = easypostKeys as Record<string, string | undefined>;
  printWelcome({ env, owner: database.owner, withSandbox, easypostBase: easypostBase ?? null, seconds });
}

/** If the server ends by itself, everything stops, so that a supervisor restarts it all. */
async function serve(variables: Record<string, string>): Promise<void> {
  const server = await logStep("Starting the server", startServer(variables));
  run.add(server);
  void server.ended.then((end) =>
    fail(
      new StartError(
        `The server ended unexpectedly (${end}). Everything is stopped, the data is kept: npm start.`,
      ),
    ),
  );
}

/** The developer's server restarts often, behind an address that stays. */
async function serveDeveloper(env: Env, variables: Record<string, string> & { DATABASE_URL: string }) {
  const behindFront = {
    ...variables,
    ...readableLogs(env),
    PUBLIC_URL: publicAddress(env),
    HOST: "127.0.0.1",
    TRUST_PROXY: ["loopback", ...env.TRUST_PROXY].join(","),
  };
  const server = run.add(
    await startDevServer({
      start: (port) => startServer({ ...behindFront, PORT: String(port) }),
      refreshDatabase: () => refreshDatabase(env, variables.DATABASE_URL),
    }),
  );
  const deployment = deploymentFrom(parseEnv({ ...process.env, ...variables }));
  run.add(await logStep("Opening the apps with hot reload", openDevFront(deployment, server)));
}

/** Logs for developers are readable, and coloured if the terminal has colours; variables that are set win. */
function readableLogs({ LOG_FORMAT }: Env): Record<string, string> {
  const inColour = process.stdout.isTTY && !process.env.NO_COLOR;
  return { LOG_FORMAT: LOG_FORMAT ?? "pretty", ...(inColour && { FORCE_COLOR: "1" }) };
}

function startServer(variables: Record<string, string>): Promise<Child> {
  // Prisma 7.10 makes pg warn of a use that pg 9 will forbid; both versions are pinned here.
  const flags = ["--disable-warning=DeprecationWarning", ...inspect];
  const args = [...flags, join(projectRoot, "apps/server", isDev ? "src/main.ts" : "dist/main.js")];
  const onLine = (line: string) => output.write(`${line}\n`);
  return startChild("server", args, { env: variables, onLine, signal: run.signal });
}

async function exit(code: number): Promise<void> {
  await run.stop(starting);
  process.exit(code);
}

/** Ends the run because of this error; if it is stopping already, ending parts are no failures. */
async function fail(error: unknown): Promise<void> {
  if (run.isStopping) return;
  console.error(error instanceof StartError ? error.message : error);
  await exit(1);
}
