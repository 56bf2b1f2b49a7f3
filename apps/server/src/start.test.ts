import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@dualtrack/db";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { projectRoot } from "./config/project-root.ts";

// `npm start` as a whole, from outside. One data folder for all tests: each finds what the one before has left.
let dataDir: string;
let env: NodeJS.ProcessEnv;
let url: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "dualtrack-start-"));
  const [port, stripePort] = [await freePort(), await freePort()];
  url = `http://127.0.0.1:${port}`;
  env = { ...process.env, PORT: String(port), SANDBOX_PORT: String(stripePort), DUALTRACK_DATA_DIR: dataDir };
});
afterAll(async () => {
  for (const { npm, ended } of runs) {
    npm.kill("SIGINT"); // only a test that failed leaves one behind
    await ended;
  }
  await rm(dataDir, { recursive: true, force: true });
});

interface Started {
  npm: ChildProcess;
  ended: Promise<{ code: number | string | null; output: string }>;
  ready: Promise<void>;
  /** What was printed until now. */
  output(): string;
}

const runs: Started[] = [];

/** In a process group of its own, as a terminal gives it. */
function npmStart(also: NodeJS.ProcessEnv = {}): Started {
  const npm = spawn("npm", ["start"], { cwd: projectRoot, env: { ...env, ...also }, detached: true });
  let output = "";
  let sayReady = () => {};
  const ready = new Promise<void>((resolve) => (sayReady = resolve));
  for (const stream of [npm.stdout, npm.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk;
      if (output.includes("Dualtrack is ready")) sayReady();
    });
  const ended = new Promise<{ code: number | string | null; output: string }>((resolve) =>
    npm.once("close", (code, signal) => resolve({ code: code ?? signal, output })),
  );
  const started = { npm, ended, ready, output: () => output };
  runs.push(started);
  return started;
}

async function whenReady(started: Started): Promise<void> {
  const first = await Promise.race([started.ready, started.ended]);
  if (first !== undefined) throw new Error(`npm start ended:\n${first.output}`);
}

/** Nothing listens any more: server, sandbox and database are gone. */
async function expectNothingRuns(folder = dataDir): Promise<void> {
  for (const port of [env.PORT, env.SANDBOX_PORT])
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
  expect(() => readFileSync(join(folder, "postgres/postmaster.pid"))).toThrow(/ENOENT/);
}

test("it prints where everything is, and Ctrl-C in the terminal stops all of it", {
  timeout: 300_000,
}, async () => {
  const started = npmStart();
  await whenReady(started);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  for (const page of ["/", "/admin/", "/orders/x.y"])
    expect((await fetch(url + page)).headers.get("content-type")).toMatch(/html/);
  process.kill(-(started.npm.pid ?? 0), "SIGINT");
  const { output } = await started.ended;
  for (const part of ["/admin/", "owner@dualtrack.example", "4242 4242 4242 4242", "/dev/mail"])
    expect(output).toContain(part);
  await expectNothingRuns();
});

test("a second start keeps the data and is the only one; after everything was killed with -9, a third one works", {
  timeout: 300_000,
}, async () => {
  const [lock, secret] = [join(dataDir, "lock"), readFileSync(join(dataDir, "secret"), "utf8")];
  const started = npmStart();
  await whenReady(started);
  expect(readFileSync(join(dataDir, "secret"), "utf8")).toBe(secret);

  const { code, output } = await npmStart({ PORT: String(await freePort()) }).ended;
  expect(code).toBe(1);
  expect(output).toMatch(/Dualtrack already runs on this data \(process \d+\)/);

  const starter = Number.parseInt(readFileSync(lock, "utf8"), 10);
  process.kill(starter, "SIGKILL"); // its children notice and end; the database is left over
  await started.ended;
  const again = npmStart({ STAFF_PASSWORD: "one-of-our-own" });
  await whenReady(again);
  expect(again.output()).toContain(
    "owner@dualtrack.example  (the account exists already; its password is unchanged)",
  );
  expect(await syncOrders()).toBe(0);

  again.npm.kill("SIGINT"); // to npm alone, unlike Ctrl-C
  await again.ended;
  expect(() => readFileSync(lock)).toThrow(/ENOENT/);
  await expectNothingRuns();
});

/** Runs a command with the variables of the start that is running; answers its exit code. */
async function syncOrders(): Promise<unknown> {
  const { DATABASE_URL } = JSON.parse(readFileSync(join(dataDir, "runtime.json"), "utf8"));
  const command = spawn("node", ["apps/server/src/cli/sync-orders.ts"], {
    cwd: projectRoot,
    env: { ...env, DATABASE_URL },
  });
  return new Promise((done) => command.once("close", done));
}

test("Ctrl-C while it starts ends it cleanly, at whatever moment", { timeout: 300_000 }, async () => {
  for (const ms of [200, 500, 800, 1_200, 1_500, 2_000, 2_600]) {
    const fresh = mkdtempSync(join(tmpdir(), "dualtrack-start-"));
    const started = npmStart({ DUALTRACK_DATA_DIR: fresh });
    await pause(ms);
    process.kill(-(started.npm.pid ?? 0), "SIGINT");
    const { code, output } = await started.ended;
    expect([0, 130, "SIGINT"], `after ${ms} ms:\n${output}`).toContain(code);
    expect(output, `after ${ms} ms`).not.toMatch(/\n\s+at |Error/);
    await expectNothingRuns();
    expect(commandsNaming(fresh), `after ${ms} ms`).toEqual([]);
    await rm(fresh, { recursive: true });
  }
});

/** Linux lists its processes as a folder; elsewhere the ports must do. */
function commandsNaming(folder: string): string[] {
  if (process.platform !== "linux") return [];
  const pids = readdirSync("/proc").filter((entry) => /^\d+$/.test(entry));
  return pids.map(commandOf).filter((command) => command.includes(folder));
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return ""; // ended meanwhile
  }
}

test("after a first start that was killed while it created its database, the next one works, and stops when its terminal is closed", {
  timeout: 300_000,
}, async () => {
  const fresh = mkdtempSync(join(tmpdir(), "dualtrack-start-"));
  const killed = npmStart({ DUALTRACK_DATA_DIR: fresh });
  const begun = () => readdirSync(fresh).some((entry) => entry.startsWith("postgres.new-"));
  while (!begun()) await pause(10);
  await pause(300);
  process.kill(-(killed.npm.pid ?? 0), "SIGKILL");
  await killed.ended;
  const again = npmStart({ DUALTRACK_DATA_DIR: fresh });
  await whenReady(again);
  expect(begun()).toBe(false);

  // The terminal is closed: nobody reads what is said, and all of its processes are told so.
  for (const stream of [again.npm.stdout, again.npm.stderr]) stream?.destroy();
  process.kill(-(again.npm.pid ?? 0), "SIGHUP");
  await again.ended;
  await vi.waitFor(() => expectNothingRuns(fresh), { timeout: 30_000 });
  await rm(fresh, { recursive: true });
});

test("a busy port ends the start with one sentence", { timeout: 300_000 }, async () => {
  const busy = createServer();
  await new Promise<void>((done) => busy.listen(Number(env.PORT), done));
  const { code, output } = await npmStart().ended;
  await new Promise((done) => busy.close(done));
  expect(code).toBe(1);
  expect(output).toContain(`Port ${env.PORT} is in use: free it, or set PORT to another one.`);
  expect(output).not.toMatch(/\n\s+at /);
});

test("with Stripe's own keys it does not open with the demo's password", { timeout: 300_000 }, async () => {
  const own = {
    STRIPE_SECRET_KEY: "sk_test_a",
    STRIPE_PUBLISHABLE_KEY: "pk_test_a",
    STRIPE_WEBHOOK_SECRET: "whsec_a",
  };
  const refused = await npmStart(own).ended;
  expect(refused.code).toBe(1);
  expect(refused.output).toMatch(/Set STAFF_PASSWORD to a password of your own/);
  // The data of the tests before has an owner with the demo's password.
  const stillKnown = await npmStart({ ...own, STAFF_PASSWORD: "one-of-our-own" }).ended;
  expect(stillKnown.code).toBe(1);
  expect(stillKnown.output).toMatch(/The account owner@dualtrack\.example still has the demo's password/);
  for (const { output } of [refused, stillKnown]) expect(output).not.toMatch(/\n\s+at /);
  await expectNothingRuns();
});
