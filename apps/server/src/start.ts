import { join } from "node:path";
import { ownerPassword, webConcurrencyOf } from "./config/demo.ts";
import { deploymentFrom } from "./config/deployment.ts";
import type { Env } from "./config/env-schema.ts";
import { publicAddress } from "./config/own-address.ts";
import { projectRoot } from "./config/project-root.ts";
import { parseEnv, readEnv } from "./config/read-env.ts";
import { StartError } from "./config/start-error.ts";
import { openDevFront } from "./dev/dev-front.ts";
import { startDevServer } from "./dev/dev-server.ts";
import { refreshDatabase } from "./dev/refresh-database.ts";
import { buildApps } from "./local/build-apps.ts";
import { type Child, startChild } from "./local/child-process.ts";
import { logStep } from "./local/log-step.ts";
import { openServices } from "./local/open-services.ts";
import type { Run } from "./local/run.ts";
import { runUntilStopped, type Voice } from "./local/run-until-stopped.ts";
import { publishVariables } from "./local/runtime-file.ts";
import { printWelcome } from "./local/welcome.ts";

/** `--dev`, and `--inspect` or `--inspect=<port>`: the server, not this starter, then waits for a debugger. */
const options = process.argv.slice(2);
const isDev = options.includes("--dev");
const inspect = options.filter((option) => /^--inspect(?:=|$)/.test(option));

// `npm start` and `npm run dev`: start everything that a shop needs on this machine.
await runUntilStopped(start);

async function start(run: Run, voice: Voice): Promise<void> {
  const env = readEnv();
  if (env.ROLE !== "all")
    throw new StartError(
      `npm start runs all parts of the shop: unset ROLE. A ${env.ROLE} alone is ROLE=${env.ROLE} node apps/server/dist/main.js.`,
    );
  const startedAt = Date.now();
  const services = await openServices(run, env, {
    password: ownerPassword(env),
    build: isDev ? undefined : buildApps,
    onLost: voice.fail,
  });
  const variables = {
    PORT: String(env.PORT),
    WEB_CONCURRENCY: String(isDev ? 1 : webConcurrencyOf(env)), // the developer's server restarts often
    DRAIN_SECONDS: "0", // no balancer asks /readyz here, and whoever pressed Ctrl-C waits
    ...services.variables,
  };
  await (isDev ? serveDeveloper(run, env, { voice, variables }) : serve(run, { voice, variables }));
  await publishVariables(run, env, variables);
  printWelcome({ env, services, seconds: (Date.now() - startedAt) / 1000 });
}

interface Serving<Variables> {
  voice: Voice;
  variables: Variables;
}

/** If the server ends by itself, everything stops, so that a supervisor restarts it all. */
async function serve(run: Run, { voice, variables }: Serving<Record<string, string>>): Promise<void> {
  const server = await logStep("Starting the server", startServer(run, { voice, variables }));
  run.add(server);
  void server.ended.then((end) =>
    voice.fail(
      new StartError(
        `The server ended unexpectedly (${end}). Everything is stopped, the data is kept: npm start.`,
      ),
    ),
  );
}

/** The developer's server restarts often, behind an address that stays. */
async function serveDeveloper(
  run: Run,
  env: Env,
  { voice, variables }: Serving<Record<string, string> & { DATABASE_URL: string }>,
): Promise<void> {
  const behindFront = {
    ...variables,
    ...readableLogs(env),
    PUBLIC_URL: publicAddress(env),
    HOST: "127.0.0.1",
    TRUST_PROXY: ["loopback", ...env.TRUST_PROXY].join(","),
  };
  const server = run.add(
    await startDevServer({
      start: (port) => startServer(run, { voice, variables: { ...behindFront, PORT: String(port) } }),
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

function startServer(
  run: Run,
  { voice: { output }, variables }: Serving<Record<string, string>>,
): Promise<Child> {
  // Prisma 7.10 makes pg warn of a use that pg 9 will forbid; both versions are pinned here.
  const flags = ["--disable-warning=DeprecationWarning", ...inspect];
  const args = [...flags, join(projectRoot, "apps/server", isDev ? "src/main.ts" : "dist/main.js")];
  const onLine = (line: string) => output.write(`${line}\n`);
  return startChild("server", args, { env: variables, onLine, signal: run.signal });
}
