import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "@dualtrack/db";
import { controlSandbox, type SandboxControl } from "@dualtrack/testkit/sandbox-control";
import pg from "pg";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * A running `npm start`: shop, admin, API, worker, database and Stripe sandbox, on ports and data of its own. Disposing stops it and
 * removes its data.
 */
export interface ShopProcess extends AsyncDisposable {
  url: string;
  stripeUrl: string;
  readonly databaseUrl: string;
  /** Reads or changes the database directly: how a test looks inside, and moves time. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Faults and outside events. */
  outside: SandboxControl;
  /** Runs a task of the schedule now, instead of at its next full minute, and resolves when it is done. */
  runSchedule(task: "expire-checkouts"): Promise<void>;
  /** Runs one of the project's commands on this shop. Returns its exit code and output. */
  command(name: string): Promise<{ code: number; output: string }>;
  /** The process that answers requests. */
  serverPid(): number;
  /** Kills the server process with SIGKILL, whatever it is doing, and starts everything again. */
  killAndRestart(): Promise<void>;
}

/** A name and a seller other than the defaults: a journey fails where one of them is hard-coded. */
export const names = {
  SHOP_NAME: "Northern Tape & Record Company",
  seller: "Northern Tapes Ltd",
  vatId: "IE6388047V",
  email: "help@northern.example",
};

/** All customers of a run come from one address, which needs higher limits. */
const generousLimits = {
  MAX_HOLDS_PER_NETWORK: "10000",
  MAX_SHARE_PER_NETWORK: "100",
  MAX_CHECKOUTS_PER_MINUTE: "10000",
  MAX_CART_CHANGES_PER_MINUTE: "10000",
  MAX_READS_PER_MINUTE: "10000",
};

/** `limits` are the environment's variables of that section; without any the shop has its defaults. */
export async function startShop(limits: Record<string, string> = generousLimits): Promise<ShopProcess> {
  // What was opened before a step failed is closed again.
  await using opened = new AsyncDisposableStack();
  const dataDir = mkdtempSync(join(tmpdir(), "dualtrack-e2e-"));
  opened.defer(() => rm(dataDir, { recursive: true, force: true }));
  const [port, stripePort] = [await freePort(), await freePort()];
  const env = {
    ...process.env,
    PORT: String(port),
    SANDBOX_PORT: String(stripePort),
    DUALTRACK_DATA_DIR: dataDir,
    LOG_LEVEL: "info",
    SHOP_NAME: names.SHOP_NAME,
    SHOP_TIME_ZONE: "UTC",
    ...limits,
  };
  let run = await launch(env);
  opened.defer(async () => {
    run.starter.kill("SIGINT");
    await run.ended;
  });
  let database = openPool(dataDir);
  opened.defer(() => database.end());
  await database.query(
    "update shop_settings set seller_name = $1, vat_id = $2, email = $3, address_lines = '{7 Quay Street,Galway}', country = 'IE'",
    [names.seller, names.vatId, names.email],
  );

  const running = opened.move();
  return {
    url: `http://localhost:${port}`,
    stripeUrl: `http://127.0.0.1:${stripePort}`,
    get databaseUrl() {
      return databaseUrlOf(dataDir);
    },
    async sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) {
      const { rows } = await database.query<Row>(text, values);
      return rows;
    },
    outside: controlSandbox(`http://127.0.0.1:${stripePort}`),
    async runSchedule(task) {
      const { rows } = await database.query<{ id: string }>("select id from graphile_worker.add_job($1)", [
        task,
      ]);
      const isQueued = "select from graphile_worker.jobs where id = $1";
      while ((await database.query(isQueued, [rows[0]?.id])).rowCount === 1) await pause(50);
    },
    command: (name) => runCommand(name, env),
    serverPid: () => run.serverPid,
    async killAndRestart() {
      await database.end();
      process.kill(run.serverPid, "SIGKILL");
      await run.ended; // the starter stops the rest and ends
      run = await launch(env);
      database = openPool(dataDir);
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

interface Run {
  starter: ChildProcess;
  serverPid: number;
  ended: Promise<unknown>;
}

/** Resolves when the shop says that it is ready. */
async function launch(env: NodeJS.ProcessEnv): Promise<Run> {
  const starter = spawn(join(root, "node_modules/.bin/node"), [join(root, "apps/server/src/start.ts")], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => starter.once("close", resolve));
  let output = "";
  const ready = new Promise<void>((resolve) => {
    for (const stream of [starter.stdout, starter.stderr])
      stream.on("data", (chunk: Buffer) => {
        output += chunk;
        if (output.includes("Dualtrack is ready") && /"pid":\d+/.test(output)) resolve();
      });
  });
  await Promise.race([
    ready,
    ended.then(() => {
      throw new Error(`The shop did not start:\n${output}`);
    }),
  ]);
  const serverPid = Number(/"pid":(\d+)/.exec(output)?.[1]);
  return { starter, serverPid, ended };
}

function databaseUrlOf(dataDir: string): string {
  const runtime = JSON.parse(readFileSync(join(dataDir, "runtime.json"), "utf8")) as { DATABASE_URL: string };
  return runtime.DATABASE_URL;
}

function openPool(dataDir: string): pg.Pool {
  return new pg.Pool({ connectionString: databaseUrlOf(dataDir), max: 2 });
}

function runCommand(name: string, env: NodeJS.ProcessEnv): Promise<{ code: number; output: string }> {
  const child = spawn(join(root, "node_modules/.bin/pnpm"), ["--silent", "run", name], { cwd: root, env });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code: code ?? 1, output })));
}
