import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { connect, migrate, startEmbeddedPostgres } from "@dualtrack/db";
import { seedDemoShop } from "../../../prisma/seed.ts";
import { buildApps, startViteServers } from "./apps.ts";
import { type Child, startChild } from "./child-process.ts";
import { announceStop, lockDataDir } from "./data-dir.ts";
import { startDevServer } from "./dev-server.ts";
import { type Env, projectRoot, readEnv, StartError } from "./env.ts";
import { removeRuntimeFile, writeRuntimeFile } from "./runtime-file.ts";
import { createStaffAuth } from "./staff-auth.ts";
import { printWelcome } from "./welcome.ts";

const sandboxKeys = {
  STRIPE_SECRET_KEY: "sk_test_sandbox",
  STRIPE_PUBLISHABLE_KEY: "pk_test_sandbox",
  STRIPE_WEBHOOK_SECRET: "whsec_dualtrack_sandbox",
};
const demoPassword = "two-tracks-one-order";
const nothing = () => {};
const quietLog = { debug: nothing, info: nothing, warn: console.warn, error: console.error };

// `npm start` and `npm run dev`: everything a shop needs, on this machine, in one go.
const running: { stop(): Promise<void> }[] = [];
const dataDirs: string[] = [];
let stopping: Promise<void> | undefined;

process.on("SIGINT", () => void stopAll(0));
process.on("SIGTERM", () => void stopAll(0));
try {
  await start(readEnv(), { dev: process.argv.includes("--dev") });
} catch (error) {
  if (stopping === undefined) console.error(error instanceof StartError ? error.message : error);
  await stopAll(1);
}

async function start(env: Env, { dev }: { dev: boolean }): Promise<void> {
  const dataDir = env.DUALTRACK_DATA_DIR;
  const unlock = await lockDataDir(dataDir);
  dataDirs.push(dataDir);
  running.push({ stop: unlock });
  const startedAt = Date.now();
  const withSandbox = env.STRIPE_SECRET_KEY === undefined;
  await assertPortFree("PORT", env.PORT);
  if (withSandbox) await assertPortFree("SANDBOX_PORT", env.SANDBOX_PORT);

  const apps = dev ? null : buildApps();
  apps?.catch(() => {}); // awaited below
  const databaseUrl = env.DATABASE_URL ?? (await startDatabase(dataDir));
  const variables = {
    PORT: String(env.PORT),
    DATABASE_URL: databaseUrl,
    APP_SECRET: env.APP_SECRET ?? (await keptSecret(dataDir)),
    ...(withSandbox ? { ...sandboxKeys, STRIPE_API_BASE: `http://127.0.0.1:${env.SANDBOX_PORT}` } : {}),
  };
  const [staff] = await Promise.all([
    prepareDatabase(env, databaseUrl, variables.APP_SECRET),
    withSandbox ? startSandbox(env, dataDir) : null,
    apps,
  ]);

  const server = dev ? null : await startServer(variables);
  running.push(server ?? (await startDevServer(() => startServer(variables))));
  await writeRuntimeFile(dataDir, variables);
  running.push({ stop: () => removeRuntimeFile(dataDir) });
  const appAddresses = dev ? await startViteServers(env.PORT) : null;
  if (appAddresses !== null) running.push(appAddresses);
  printWelcome({ env, staff, withSandbox, appAddresses, seconds: (Date.now() - startedAt) / 1000 });
  if (server !== null) await endWith(server);
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
  const postgres = await startEmbeddedPostgres({ dir: join(dataDir, "postgres") });
  running.push(postgres);
  return postgres.database("dualtrack");
}

/** Migrations, the demo's goods (only into an empty shop) and the owner's account. */
async function prepareDatabase(
  env: Env,
  databaseUrl: string,
  secret: string,
): Promise<{ email: string; password: string }> {
  await migrate(databaseUrl).catch((error: unknown) => {
    if (env.DATABASE_URL === undefined) throw error;
    throw new StartError(`The database in DATABASE_URL can't be used: ${firstLine(error)}`);
  });
  const db = connect(databaseUrl, { maxConnections: 4 });
  try {
    await seedDemoShop(db);
    const owner = { email: env.STAFF_EMAIL, password: env.STAFF_PASSWORD ?? demoPassword, name: "Owner" };
    const auth = createStaffAuth({ db, publicUrl: `http://localhost:${env.PORT}`, secret, log: quietLog });
    await auth.ensureOwner(owner);
    return owner;
  } finally {
    await db.$disconnect();
  }
}

async function startSandbox(env: Env, dataDir: string): Promise<void> {
  const sandbox = await startChild(
    "Stripe sandbox",
    [join(projectRoot, "packages/stripe-sandbox/src/cli.ts")],
    {
      env: {
        SANDBOX_PORT: String(env.SANDBOX_PORT),
        SANDBOX_DATA_DIR: join(dataDir, "stripe"),
        SANDBOX_WEBHOOK_URL: `http://127.0.0.1:${env.PORT}/webhooks/stripe`,
        SANDBOX_WEBHOOK_SECRET: sandboxKeys.STRIPE_WEBHOOK_SECRET,
      },
      onLine: (line) => env.LOG_LEVEL === "debug" && console.log(`[stripe] ${line}`),
    },
  );
  running.push(sandbox);
}

function startServer(variables: Record<string, string>): Promise<Child> {
  // Prisma 7.10 makes pg warn of a use that pg 9 will forbid; both are pinned here.
  const args = ["--disable-warning=DeprecationWarning", join(projectRoot, "apps/server/src/main.ts")];
  return startChild("server", args, { env: variables, onLine: (line) => console.log(line) });
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

async function assertPortFree(name: string, port: number): Promise<void> {
  const probe = createServer();
  const outcome = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
    probe.once("error", resolve);
    probe.listen(port, () => resolve(null));
  });
  if (outcome === null) await new Promise((done) => probe.close(done));
  else if (outcome.code === "EADDRINUSE")
    throw new StartError(`Port ${port} is in use: free it, or set ${name} to another one.`);
  else if (outcome.code === "EACCES")
    throw new StartError(`Port ${port} is not for ordinary users: set ${name} to one above 1023.`);
  else throw outcome;
}

/** Stops what was started, last things first. Called twice (the terminal and npm both send signals) it stops once. */
function stopAll(code: number): Promise<void> {
  stopping ??= (async () => {
    for (const dataDir of dataDirs) await announceStop(dataDir);
    for (const part of running.reverse())
      await part.stop().catch((error: unknown) => console.error("A part did not stop cleanly:", error));
    process.exit(code);
  })();
  return stopping;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
