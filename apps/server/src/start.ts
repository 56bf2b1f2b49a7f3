import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { connect, type Db } from "@dualtrack/db";
import { seedDemoShop } from "../../../prisma/seed.ts";
import { applyMigrations } from "./database/apply-migrations.ts";
import { assertReachable, assertStaff } from "./database/assert-database.ts";
import { ensureOwner, staffWithPassword } from "./database/owner.ts";
import { type Env, ownerPassword, projectRoot, readEnv, StartError, usesRealStripe } from "./env.ts";
import { listenProblem } from "./listen-problem.ts";
import { buildApps, startViteServers } from "./local/apps.ts";
import { type Child, startChild } from "./local/child-process.ts";
import { announceStop, lockDataDir } from "./local/data-dir.ts";
import { startDevServer } from "./local/dev-server.ts";
import { keepPostgres } from "./local/kept-postgres.ts";
import { refreshDatabase } from "./local/refresh-database.ts";
import { removeRuntimeFile, writeRuntimeFile } from "./local/runtime-file.ts";
import { tellStep } from "./local/tell-step.ts";
import { printWelcome } from "./local/welcome.ts";
import { ownAddress } from "./own-address.ts";
import { ownOrigins } from "./own-origins.ts";

const sandboxKeys = {
  STRIPE_SECRET_KEY: "sk_test_sandbox",
  STRIPE_PUBLISHABLE_KEY: "pk_test_sandbox",
  STRIPE_WEBHOOK_SECRET: "whsec_dualtrack_sandbox",
};
const nothing = () => {};

/** `--dev`, and `--inspect` or `--inspect=<port>`: then the server, not this starter, waits for a debugger to attach. */
const options = process.argv.slice(2);
const inspect = options.filter((option) => /^--inspect(?:=|$)/.test(option));

// `npm start` and `npm run dev`: everything a shop needs, on this machine, in one go.
const running: { stop(): Promise<void> }[] = [];
const dataDirs: string[] = [];
let stopping: Promise<void> | undefined;
/** Ends a start that is still going on. */
const halt = new AbortController();
/** How long a stop waits for the step of the start that is running. */
const stepMs = 10_000;

process.on("SIGINT", () => void stopAll(0));
process.on("SIGTERM", () => void stopAll(0));
const starting = start({ dev: options.includes("--dev") });
try {
  const server = await starting;
  if (server !== null) await endWith(server);
} catch (error) {
  if (stopping === undefined) console.error(error instanceof StartError ? error.message : error);
  await stopAll(1);
}

/** Answers the server; null when it is a developer's, who starts it again and again. */
async function start({ dev }: { dev: boolean }): Promise<Child | null> {
  const env = readEnv();
  if (env.ROLE !== "all")
    throw new StartError(
      `npm start runs all parts of the shop: unset ROLE. A ${env.ROLE} alone is ROLE=${env.ROLE} node apps/server/src/main.ts.`,
    );
  const password = ownerPassword(env);
  const dataDir = env.DUALTRACK_DATA_DIR;
  const unlock = await lockDataDir(dataDir, halt.signal);
  dataDirs.push(dataDir);
  running.push({ stop: unlock });
  const startedAt = Date.now();
  const withSandbox = env.STRIPE_SECRET_KEY === undefined;
  await assertPortFree("PORT", env.PORT, env.HOST);
  if (withSandbox) await assertPortFree("SANDBOX_PORT", env.SANDBOX_PORT);

  const appAddresses = dev ? await startViteServers({ port: env.PORT, shopName: env.SHOP_NAME }) : null;
  if (appAddresses !== null) running.push(appAddresses);
  halt.signal.throwIfAborted();
  const secret = env.APP_SECRET ?? (await keptSecret(dataDir));
  const [database] = await together([
    tellStep("Preparing the database", prepareDatabase(env, { dataDir, password })),
    withSandbox ? tellStep("Starting the Stripe sandbox", startSandbox(env, dataDir)) : null,
    dev ? null : tellStep("Building the shop's and the console's pages", buildApps(halt.signal)),
  ]);
  const variables = {
    PORT: String(env.PORT),
    DATABASE_URL: database.url,
    APP_SECRET: secret,
    DRAIN_SECONDS: "0", // no balancer asks /readyz here, and whoever pressed Ctrl-C waits
    ...(withSandbox ? { ...sandboxKeys, STRIPE_API_BASE: `http://127.0.0.1:${env.SANDBOX_PORT}` } : {}),
    ...(dev ? readableLogs(env) : {}),
    ...(appAddresses === null ? {} : { ALLOWED_ORIGINS: originsWith(env, appAddresses).join(",") }),
  };
  const server = dev ? null : await tellStep("Starting the server", startServer(variables));
  running.push(
    server ??
      (await startDevServer({
        start: () => startServer(variables),
        refreshDatabase: () => refreshDatabase(env, database.url),
      })),
  );
  await writeRuntimeFile(dataDir, variables);
  running.push({ stop: () => removeRuntimeFile(dataDir) });
  halt.signal.throwIfAborted();
  const seconds = (Date.now() - startedAt) / 1000;
  printWelcome({ env, staff: database.staff, withSandbox, appAddresses, seconds });
  return server;
}

/** What is configured, and the pages that Vite serves. */
function originsWith(env: Env, apps: { storefront: string; admin: string }): string[] {
  return [...env.ALLOWED_ORIGINS, ...[apps.storefront, apps.admin].flatMap((url) => ownOrigins(url, []))];
}

/** Steps side by side. When one fails the others end, too, before its failure is told: none outlives the start. */
async function together<Steps extends unknown[]>(
  steps: [...Steps],
): Promise<{ [Index in keyof Steps]: Awaited<Steps[Index]> }> {
  try {
    return await Promise.all(steps);
  } catch (error) {
    halt.abort();
    await Promise.allSettled(steps);
    throw error;
  }
}

/** A server that ends by itself takes everything with it, so that whoever watches over us starts it all again. */
async function endWith(server: Child): Promise<void> {
  const end = await server.ended;
  if (stopping !== undefined) return;
  throw new StartError(
    `The server ended unexpectedly (${end}). Everything is stopped, the data is kept: npm start.`,
  );
}

async function startDatabase(dataDir: string): Promise<string> {
  const postgres = await keepPostgres(join(dataDir, "postgres"), {
    tell: (line) => console.error(line),
    onLost(error) {
      if (stopping === undefined) console.error(error);
      void stopAll(1);
    },
  });
  running.push(postgres);
  return postgres.database("dualtrack");
}

/** A database with our tables, the demo's goods (only in an empty shop that sells nothing real) and the owner. */
async function prepareDatabase(
  env: Env,
  { dataDir, password }: { dataDir: string; password: string },
): Promise<{ url: string; staff: Staff }> {
  const url = env.DATABASE_URL ?? (await startDatabase(dataDir));
  halt.signal.throwIfAborted();
  await assertReachable(env.MIGRATE_DATABASE_URL ?? url, { say: console.log, signal: halt.signal });
  await applyMigrations(env, url);
  halt.signal.throwIfAborted();
  const db = connect(url, { maxConnections: 4 });
  try {
    if (!usesRealStripe(env)) await seedDemoShop(db);
    halt.signal.throwIfAborted();
    const staff = await prepareStaff(env, db, password);
    await assertStaff(env, url);
    return { url, staff };
  } finally {
    await db.$disconnect();
  }
}

type Staff = Parameters<typeof printWelcome>[0]["staff"];

async function prepareStaff(env: Env, db: Db, password: string): Promise<Staff> {
  const email = env.STAFF_EMAIL;
  const outcome = await ensureOwner(db, { email, password, name: "Owner" });
  const fits =
    outcome === "created" || (await staffWithPassword(db, password)).includes(email.trim().toLowerCase());
  return { email, password: fits ? password : null };
}

async function startSandbox(env: Env, dataDir: string): Promise<void> {
  const sandbox = await startChild(
    "Stripe sandbox",
    [join(projectRoot, "packages/stripe-sandbox/src/cli.ts")],
    {
      env: {
        SANDBOX_PORT: String(env.SANDBOX_PORT),
        SANDBOX_DATA_DIR: join(dataDir, "stripe"),
        SANDBOX_WEBHOOK_URL: `${ownAddress(env)}/webhooks/stripe`,
        SANDBOX_WEBHOOK_SECRET: sandboxKeys.STRIPE_WEBHOOK_SECRET,
      },
      onLine: (line) => env.LOG_LEVEL === "debug" && console.log(`[stripe] ${line}`),
      signal: halt.signal,
    },
  );
  running.push(sandbox);
}

/** A developer reads the logs, with colours where this terminal has them; what is set goes before. */
function readableLogs({ LOG_FORMAT }: Env): Record<string, string> {
  const inColour = process.stdout.isTTY && !process.env.NO_COLOR;
  return { LOG_FORMAT: LOG_FORMAT ?? "pretty", ...(inColour && { FORCE_COLOR: "1" }) };
}

function startServer(variables: Record<string, string>): Promise<Child> {
  // Prisma 7.10 makes pg warn of a use that pg 9 will forbid; both are pinned here.
  const flags = ["--disable-warning=DeprecationWarning", ...inspect];
  const args = [...flags, join(projectRoot, "apps/server/src/main.ts")];
  const onLine = (line: string) => console.log(line);
  return startChild("server", args, { env: variables, onLine, signal: halt.signal });
}

/** The secret that signs links and sessions: made once, kept with the data. */
async function keptSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, "secret");
  const kept = await readFile(path, "utf8").catch(() => null);
  if (kept !== null) return kept;
  const secret = randomBytes(32).toString("base64url");
  await writeFile(path, secret, { mode: 0o600 });
  return secret;
}

async function assertPortFree(name: string, port: number, host?: string): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", (error) => reject(listenProblem(error, { name, port, host })));
    probe.listen({ port, host }, resolve);
  });
  await new Promise((done) => probe.close(done));
}

/**
 * Stops what was started, last things first; a start that is going on ends before, so that nothing asks a database
 * that is gone. Called twice (the terminal and npm both send signals) it stops once.
 */
function stopAll(code: number): Promise<void> {
  stopping ??= (async () => {
    halt.abort();
    for (const dataDir of dataDirs) await announceStop(dataDir).catch(nothing);
    await Promise.race([starting.catch(nothing), pause(stepMs)]);
    for (const part of running.reverse())
      await part.stop().catch((error: unknown) => console.error("A part did not stop cleanly:", error));
    process.exit(code);
  })();
  return stopping;
}
