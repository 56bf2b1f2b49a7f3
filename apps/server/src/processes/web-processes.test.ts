import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diskStorage } from "@dualtrack/commerce";
import { connect, type Db, freePort, withClient } from "@dualtrack/db";
import { copyDatabase, type TestDatabase } from "@dualtrack/db/testing/copy-database";
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { seedDemoShop } from "../../../../prisma/seed.ts";
import { ensureOwner } from "../database/owner.ts";
import { openBrowser } from "../testing/open-browser.ts";
import { type ProgramRun, runProgram } from "../testing/run-program.ts";

// WEB_CONCURRENCY from outside: what runs, what answers, and what happens when one of them dies.
const token = "monitoring-of-a-test-0123456789abcdef";
const runs: ProgramRun[] = [];
let folder: string;
let database: TestDatabase;
let db: Db;
let url: string;
let variables: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dualtrack-processes-"));
  database = await copyDatabase(inject("postgresUrl"), "template");
  db = connect(database.url, { maxConnections: 2 });
  await seedDemoShop(db, diskStorage(join(folder, "files")));
  await ensureOwner(db, { email: "owner@dualtrack.example", password: "one-of-our-own", name: "Owner" });
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  variables = {
    PORT: String(port),
    HOST: "127.0.0.1",
    DUALTRACK_DATA_DIR: folder,
    DATABASE_URL: database.url,
    APP_SECRET: "a secret for tests that nobody else knows",
    MONITORING_TOKEN: token,
    DRAIN_SECONDS: "0",
    STRIPE_SECRET_KEY: "sk_test_a",
    STRIPE_PUBLISHABLE_KEY: "pk_test_a",
    STRIPE_WEBHOOK_SECRET: "whsec_a",
    STRIPE_API_BASE: "http://127.0.0.1:9", // nothing listens there
  };
});
afterAll(async () => {
  for (const { child, ended } of runs) {
    child.kill("SIGKILL"); // only a test that failed leaves one behind
    await ended;
  }
  await db.$disconnect();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

function start(more: Record<string, string>) {
  const run = runProgram("main", { ...variables, ...more });
  runs.push(run);
  let output = "";
  for (const stream of [run.child.stdout, run.child.stderr])
    stream?.on("data", (text: string) => {
      output += text;
    });
  const lines = () =>
    output.split("\n").flatMap((line) => {
      try {
        return [JSON.parse(line) as { msg: string; pid: number; role?: string }];
      } catch {
        return [];
      }
    });
  return {
    ...run,
    output: () => output,
    /** The web processes that became ready, in this order. */
    webs: () => lines().flatMap(({ msg, pid, role }) => (msg === "ready" && role === "web" ? [pid] : [])),
  };
}

/** Each over a connection of its own, so that the processes take turns. */
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${url}${path}`, { headers: { connection: "close", ...headers } });

/** How often `/healthz` was answered, as one of the processes says. */
async function healthCount(): Promise<number> {
  const text = await (await get("/metrics", { authorization: `Bearer ${token}` })).text();
  expect(text.match(/^dualtrack_orders|^process_cpu_seconds_total /gm)).not.toBeNull();
  return Number(/_count\{route="\/healthz",method="GET",status="200"\} (\d+)/.exec(text)?.[1] ?? 0);
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** The address from which a webhook with a wrong signature was sent by a proxy on this machine, as the shop has stored it. */
async function storedAddress(): Promise<string | null> {
  await db.webhookRejection.deleteMany();
  const headers = {
    connection: "close",
    "content-type": "application/json",
    "x-forwarded-for": "203.0.113.7",
  };
  const { status } = await fetch(`${url}/webhooks/stripe`, { method: "POST", headers, body: "{}" });
  expect(status).toBe(400);
  return (await db.webhookRejection.findFirstOrThrow()).remoteIp;
}

/** Locks all stock, so that checkouts wait in their transaction until the lock is released. */
async function lockStock() {
  const { promise: isReleased, resolve: release } = Promise.withResolvers<void>();
  const isLocked = Promise.withResolvers<void>();
  const lock = withClient(database.url, async (client) => {
    await client.query("begin");
    await client.query("select from stock_level for update");
    isLocked.resolve();
    await isReleased;
    await client.query("rollback");
  });
  await isLocked.promise;
  const waiting = () =>
    db.$queryRaw<{ pid: number }[]>`
      select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  return {
    isWaitedFor: (checkouts: number) =>
      vi.waitUntil(async () => (await waiting()).length === checkouts, { timeout: 60_000 }),
    /** PostgreSQL ends the connections that wait for the lock. */
    async cutOff() {
      for (const { pid } of await waiting()) await db.$queryRaw`select pg_terminate_backend(${pid}::integer)`;
    },
    async release() {
      release();
      await lock;
    },
  };
}

async function withInCart(slug: string) {
  const browser = openBrowser(url);
  const { variants } = await browser.catalog.product.query({ slug });
  await browser.cart.add.mutate({ variantId: variants[0]?.id ?? "", quantity: 1 });
  return browser;
}

test("several processes answer on one port, one that dies is replaced, a checkout that PostgreSQL cuts off is begun anew, and all stop together without losing one", {
  timeout: 300_000,
}, async () => {
  const shop = start({ ROLE: "all", WEB_CONCURRENCY: "2" }); // it trusts proxies on this machine, as by default
  await shop.prints('"role":"all"');
  await vi.waitUntil(() => shop.webs().length === 2, { timeout: 60_000 }); // they write to their own ends of the pipe
  const [first = 0, second = 0] = shop.webs();
  expect(new Set([first, second, shop.child.pid]).size).toBe(3);

  // Their metrics are one sum, whoever is asked.
  const before = await healthCount();
  for (let number = 0; number < 20; number += 1) expect((await get("/healthz")).status).toBe(200);
  for (let number = 0; number < 4; number += 1) expect(await healthCount()).toBe(before + 20);

  // A price that has changed is in the next answer of each.
  const { slug } = await db.product.findFirstOrThrow({ where: { published: true, kind: "physical" } });
  const address = `/trpc/catalog.product?input=${encodeURIComponent(JSON.stringify({ slug }))}`;
  for (const unitAmount of [4_321, 5_432]) {
    await db.price.updateMany({ where: { variant: { product: { slug } } }, data: { unitAmount } });
    for (let number = 0; number < 6; number += 1) {
      const { result } = (await (await get(address)).json()) as {
        result: { data: { variants: { price: unknown }[] } };
      };
      expect(result.data.variants[0]?.price).toEqual({ amount: unitAmount, currency: "eur" });
    }
  }

  process.kill(first, "SIGKILL");
  await vi.waitUntil(() => !isAlive(first), { timeout: 60_000 });
  for (let number = 0; number < 4; number += 1) expect((await get("/readyz")).status).toBe(200);
  await shop.prints("a web process ended by itself");
  await vi.waitUntil(() => shop.webs().length === 3, { timeout: 60_000 });
  const [, , third = 0] = shop.webs();
  await vi.waitUntil(async () => (await healthCount()) >= 0, { timeout: 60_000 });

  expect(await storedAddress()).toBe("203.0.113.7");

  // Nothing of a checkout whose transaction loses its connection is stored, its customer is told, and the next try has it.
  // Each wants something else: those of one process who want the same wait for each other.
  const customers = await Promise.all(["signal-path", "record-bag", "parallel-lines"].map(withInCart));
  const [unlucky] = customers;
  const stock = await lockStock();
  const refusal = unlucky?.checkout.start.mutate().catch((error: unknown) => error);
  await stock.isWaitedFor(1);
  await stock.cutOff();
  expect(await refusal).toMatchObject({
    message: "Something broke on our side.",
    data: { code: "INTERNAL_SERVER_ERROR", requestId: expect.any(String) },
  });
  expect(await db.checkout.count()).toBe(0);
  const started = customers.map((browser) => browser.checkout.start.mutate());
  await stock.isWaitedFor(3);

  // What is under way when they are told to stop is finished.
  shop.child.kill("SIGTERM");
  await shop.prints("stopping");
  await vi.waitUntil(
    () =>
      get("/healthz").then(
        () => false,
        () => true,
      ),
    { timeout: 60_000 },
  );
  await stock.release();
  expect(new Set((await Promise.all(started)).map(({ id }) => id)).size).toBe(3);
  expect(await db.checkout.count({ where: { state: "open" } })).toBe(3);
  expect(await shop.ended).toMatchObject({ code: 0 });
  expect(shop.webs()).toHaveLength(3); // none of them had died
  for (const pid of [second, third]) expect(isAlive(pid)).toBe(false);
  await expect(get("/healthz")).rejects.toThrow();
});

test("web processes alone end when the one that has started them is killed", {
  timeout: 120_000,
}, async () => {
  const shop = start({ ROLE: "web", WEB_CONCURRENCY: "2", TRUST_PROXY: "10.0.0.0/8" });
  await vi.waitUntil(() => /"role":"web"/.test(shop.output()) && shop.webs().length === 3, {
    timeout: 60_000,
  });
  const pids = shop.webs().filter((pid) => pid !== shop.child.pid);
  expect(pids).toHaveLength(2);
  expect((await get("/readyz")).status).toBe(200);
  expect(await storedAddress()).toBe("127.0.0.1"); // not what somebody says whom it does not trust
  shop.child.kill("SIGKILL");
  await vi.waitUntil(() => !pids.some(isAlive), { timeout: 60_000 });
});

test("a port that is taken ends the start with its sentence", { timeout: 120_000 }, async () => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(Number(variables.PORT), "127.0.0.1", done));
  try {
    const { code, output } = await start({ ROLE: "web", WEB_CONCURRENCY: "2" }).ended;
    expect(code).toBe(1);
    expect(output).toMatch(/PORT/);
    expect(output).toContain("one of its web processes has ended");
    expect(output).not.toMatch(/\n\s+at /);
  } finally {
    await new Promise((done) => other.close(done));
  }
});
