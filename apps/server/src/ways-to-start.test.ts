import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, freePort, startEmbeddedPostgres, withClient } from "@dualtrack/db";
import { copyDatabase, type TestDatabase } from "@dualtrack/db/testing/copy-database";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { demoPassword } from "./config/demo.ts";
import { ensureOwner, staffWithPassword } from "./database/owner.ts";
import { type ProgramRun, runProgram } from "./testing/run-program.ts";

// What `.env.example` and the README promise about starting holds for every way to start.
const servers = ["web", "worker", "all"] as const;
const ways = ["npm start", ...servers] as const;
type Way = (typeof ways)[number];

const keys = {
  STRIPE_SECRET_KEY: "sk_test_a",
  STRIPE_PUBLISHABLE_KEY: "pk_test_a",
  STRIPE_WEBHOOK_SECRET: "whsec_a",
};
const liveKeys = { ...keys, STRIPE_SECRET_KEY: "sk_live_a", STRIPE_PUBLISHABLE_KEY: "pk_live_a" };

const runs: ProgramRun[] = [];
let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dualtrack-ways-"));
  database = await copyDatabase(inject("postgresUrl"), "template");
});
afterAll(async () => {
  for (const { child, ended } of runs) {
    child.kill("SIGKILL"); // only a test that failed leaves one behind
    await ended;
  }
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function begin(way: Way, variables: Record<string, string>): Promise<ProgramRun> {
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const common = {
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    DUALTRACK_DATA_DIR: join(folder, way),
    DATABASE_URL: database.url,
    APP_SECRET: "a secret for tests that nobody else knows",
    STAFF_PASSWORD: "one-of-our-own",
    ...variables,
  };
  const run =
    way === "npm start" ? runProgram("start", common) : runProgram("main", { ROLE: way, ...common });
  runs.push(run);
  return run;
}

/** Every way ends with exit code 1 and this sentence, without a stack. */
async function expectRefusal(by: readonly Way[], variables: Record<string, string>, sentence: RegExp) {
  const ends = await Promise.all(by.map(async (way) => (await begin(way, variables)).ended));
  for (const [index, { code, output }] of ends.entries()) {
    expect(output, by[index]).toMatch(sentence);
    expect(output, by[index]).not.toMatch(/\n\s+at /);
    expect(code, by[index]).toBe(1);
  }
}

const withDb = async (work: (db: ReturnType<typeof connect>) => Promise<unknown>) => {
  const db = connect(database.url, { maxConnections: 1 });
  await work(db).finally(() => db.$disconnect());
};
const setOwner = (password: string) =>
  withDb(async (db) => {
    await db.staff.deleteMany();
    await ensureOwner(db, { email: "owner@dualtrack.example", password, name: "Owner" });
  });

test("a bad value ends every way to start with one sentence", { timeout: 120_000 }, async () => {
  await expectRefusal(ways, { ...keys, PORT: "eighty" }, /^PORT must be a port number, but is "eighty"\./m);
});

test("a database that refuses us ends every way to start with its reason", { timeout: 120_000 }, async () => {
  const DATABASE_URL = new URL("/missing", database.url).href;
  await expectRefusal(ways, { ...keys, DATABASE_URL }, /DATABASE_URL can't be used: .*"missing"/);
});

test("no way to start opens a real shop with the demo's password", { timeout: 120_000 }, async () => {
  await setOwner(demoPassword);
  const sentence =
    /The account owner@dualtrack\.example still has the demo's password.* `pnpm create-owner`, STAFF_EMAIL=owner@dualtrack\.example /;
  await expectRefusal(ways, liveKeys, sentence);
});

test("create-owner replaces the demo's password in a real shop, and ends its sessions; other passwords stay", {
  timeout: 120_000,
}, async () => {
  await setOwner(demoPassword);
  await withDb(async (db) => {
    const { id: userId } = await db.staff.findFirstOrThrow();
    const data = { id: "session-of-a-stranger", token: "token-of-a-stranger", userId };
    await db.staffSession.create({ data: { ...data, expiresAt: new Date(Date.now() + 3_600_000) } });
  });
  const createOwner = (STAFF_PASSWORD: string, variables: Record<string, string> = liveKeys) =>
    runProgram("create-owner", { DATABASE_URL: database.url, STAFF_PASSWORD, ...variables }).ended;
  const opensWith = (password: string) =>
    withDb(async (db) => expect(await staffWithPassword(db, password)).toEqual(["owner@dualtrack.example"]));

  // The full-width letters make the same hash.
  for (const password of [demoPassword, demoPassword.replace("two", "ｔｗｏ")])
    expect(await createOwner(password)).toMatchObject({
      code: 1,
      output: expect.stringMatching(/of your own/),
    });
  expect((await createOwner("one-of-our-own", {})).output).toMatch(/password is unchanged/); // a demo
  await opensWith(demoPassword);
  const replaced = await createOwner("one-of-our-own");
  expect(replaced).toMatchObject({ code: 0, output: expect.stringMatching(/has STAFF_PASSWORD now/) });
  await opensWith("one-of-our-own");
  await withDb(async (db) => {
    expect(await db.staffSession.count()).toBe(0);
    const entries = await db.auditEntry.findMany({ where: { subject: "owner@dualtrack.example" } });
    expect(entries.map(({ action, staffName }) => [action, staffName])).toEqual([
      ["staff.reset_password", "somebody"],
    ]);
  });
  expect((await createOwner("another-of-our-own")).output).toMatch(/password is unchanged/);
  await opensWith("one-of-our-own");
});

test("a server needs an account that can sign in, and names the command that creates one", {
  timeout: 120_000,
}, async () => {
  await withDb((db) => db.staff.deleteMany());
  await expectRefusal(servers, keys, /Nobody can sign in .* `pnpm create-owner`/);
});

test("a version that is older than its database is refused, and changes nothing", {
  timeout: 120_000,
}, async () => {
  await setOwner("one-of-our-own");
  const newer = "29991231000000_of_tomorrow";
  await withClient(database.url, (client) =>
    client.query(
      `insert into _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       values ('tomorrow', '', now(), $1, now(), 1)`,
      [newer],
    ),
  );
  const counted = () =>
    withClient(database.url, async (client) => {
      const sql = `select (select count(*) from _prisma_migrations) as migrations, (select count(*) from product) as
        goods, (select count(*) from staff) as staff, (select count(*) from graphile_worker.jobs) as jobs`;
      return (await client.query(sql)).rows[0];
    });
  const before = await counted();
  // As a demo, npm start would put goods and an owner into an empty shop.
  const demo = { ...keys, STRIPE_API_BASE: "http://127.0.0.1:1", STAFF_EMAIL: "another@dualtrack.example" };
  await expectRefusal(ways, demo, new RegExp(`newer than this code, which does not know ${newer}`));
  expect(await counted()).toEqual(before);
  const { output } = await runProgram("migrate", { DATABASE_URL: database.url }).ended;
  expect(output).toMatch(/newer than this code/);
  await withClient(database.url, (client) =>
    client.query("delete from _prisma_migrations where id = 'tomorrow'"),
  );
});

test("while the database is away every way to start waits and says so; then it goes on", {
  timeout: 120_000,
}, async () => {
  const port = await freePort();
  const DATABASE_URL = `postgresql://dualtrack:dualtrack@127.0.0.1:${port}/postgres`;
  const runs = await Promise.all(ways.map((way) => begin(way, { ...keys, DATABASE_URL })));
  for (const run of runs) await run.prints(`Waiting for the database at 127.0.0.1:${port}`);
  const [starter, ...others] = runs;
  starter?.child.kill("SIGTERM");
  expect((await starter?.ended)?.code).toBe(0);
  await using _postgres = await startEmbeddedPostgres({
    dir: join(folder, "postgres"),
    port,
    durable: false,
  });
  for (const { ended } of others) {
    const { code, output } = await ended;
    expect(output).toMatch(/The database answers.*\n.*older than this code, or empty .* `pnpm migrate`/);
    expect(code).toBe(1);
  }
});

test("npm start runs all parts, and does not pretend to run one", { timeout: 30_000 }, async () => {
  await expectRefusal(
    ["npm start"],
    { ...keys, ROLE: "worker" },
    /npm start runs all parts of the shop: unset ROLE/,
  );
});
