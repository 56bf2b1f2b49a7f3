import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, expect } from "vitest";
import { withClient } from "./embedded-postgres.ts";
import { migrate } from "./migrate.ts";
import { openDatabase } from "./testing/open-database.ts";

/** An empty database, and a folder of migrations of its own. */
const test = base.extend<{ shop: { url: string; dir: string } }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the fixtures that are used from this pattern
  async shop({}, use) {
    await using database = await openDatabase("template0");
    const dir = await mkdtemp(join(tmpdir(), "dualtrack-migrations-"));
    await use({ url: database.url, dir });
    await rm(dir, { recursive: true });
  },
});

async function write(dir: string, name: string, sql: string): Promise<void> {
  await mkdir(join(dir, name), { recursive: true });
  await writeFile(join(dir, name, "migration.sql"), sql);
}

const rowsOf = (url: string, sql: string) =>
  withClient(url, async (client) => (await client.query<Record<string, unknown>>(sql)).rows);

test("a migration that fails says why and where, leaves nothing, and is tried again once corrected", async ({
  shop: { url, dir },
}) => {
  await write(dir, "1_first", "create table cup (id int);\ninsert into cup values (1);\n");
  await write(
    dir,
    "2_second",
    "-- Colours\nalter table cup add size int;\n\nalter table cup\n  add colour text not null;\n",
  );
  await expect(migrate(url, { dir })).rejects.toThrow(
    /^prisma\/migrations\/2_second\/migration\.sql:4: column "colour" of relation "cup" contains null values \(PostgreSQL 23502\)\. .*rolled back/,
  );
  expect(await rowsOf(url, "select * from cup")).toEqual([{ id: 1 }]);

  await write(dir, "2_second", "alter table cup\n  add colour text,\n  add size integr;\n");
  await expect(migrate(url, { dir })).rejects.toThrow(/migration\.sql:3: type "integr" does not exist/);

  await write(dir, "2_second", "alter table cup add colour text not null default 'white';\n");
  expect(await migrate(url, { dir })).toEqual(["2_second"]);
  expect(await migrate(url, { dir })).toEqual([]);
  expect(await rowsOf(url, "select * from cup")).toEqual([{ id: 1, colour: "white" }]);
});

test("two processes that start at the same time take turns", async ({ shop: { url, dir } }) => {
  await write(dir, "1_first", "lock table gate;\ncreate table cup (id int);");
  await withClient(url, async (gatekeeper) => {
    await gatekeeper.query("create table gate ()");
    await gatekeeper.query("begin");
    await gatekeeper.query("lock table gate");
    const both = Promise.all([migrate(url, { dir }), migrate(url, { dir })]);
    both.catch(() => {}); // is looked at below
    const waiting = `select count(*)::integer as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(() => rowsOf(url, waiting)).toEqual([{ count: 2 }]);
    await gatekeeper.query("commit");
    expect((await both).flat()).toEqual(["1_first"]);
  });
});

test("a shop whose books Prisma kept goes on, also after a failed try of Prisma's", async ({
  shop: { url, dir },
}) => {
  const first = "create table cup (id int);\n";
  await write(dir, "1_first", first);
  await write(dir, "2_second", "create table plate (id int);\n");
  await withClient(url, async (client) => {
    await client.query(first);
    // As Prisma 7.10 made it and wrote into it.
    await client.query(`create table _prisma_migrations (
      id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz,
      migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
      started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`);
    await client.query(`insert into _prisma_migrations values
      ('a', encode(sha256('${first}'), 'hex'), now(), '1_first', null, null, now(), 1),
      ('b', 'of the try', null, '2_second', 'External error id#0', null, now(), 0)`);
  });
  const warnings: string[] = [];
  const warn = (line: string) => void warnings.push(line);
  expect(await migrate(url, { dir, warn })).toEqual(["2_second"]);
  expect(warnings).toEqual([]);
  const books = `select migration_name as name, finished_at is not null as finished, rolled_back_at is not null as
    "rolledBack", applied_steps_count as steps from _prisma_migrations order by started_at, id`;
  expect(await rowsOf(url, books)).toEqual(
    expect.arrayContaining([
      { name: "1_first", finished: true, rolledBack: false, steps: 1 },
      { name: "2_second", finished: false, rolledBack: true, steps: 0 },
      { name: "2_second", finished: true, rolledBack: false, steps: 1 },
    ]),
  );

  await write(dir, "1_first", "create table mug (id int);\n");
  expect(await migrate(url, { dir, warn })).toEqual([]);
  expect(warnings).toEqual([expect.stringMatching(/1_first\/migration\.sql is not what was applied/)]);
});
