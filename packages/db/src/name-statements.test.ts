import { expect, test } from "vitest";
import { connect } from "./connect.ts";
import { nameStatements } from "./name-statements.ts";
import { openDatabase } from "./testing/open-database.ts";

test("a statement is named from its 21st use on, always the same; others have other names", () => {
  const nameOf = nameStatements();
  const twenty = Array.from({ length: 20 }, () => nameOf({ sql: "select 1" }));
  expect(new Set(twenty)).toEqual(new Set([""]));
  const name = nameOf({ sql: "select 1" });
  expect(name).not.toBe("");
  for (let use = 0; use < 20; use += 1) nameOf({ sql: "select 2" });
  expect(nameOf({ sql: "select 2" })).not.toBe(name);
  expect(nameOf({ sql: "select 1" })).toBe(name);
});

test("at most a hundred statements are named, however many are sent", () => {
  const nameOf = nameStatements();
  const names = new Set<string>();
  for (let text = 0; text < 300; text += 1)
    for (let use = 0; use < 25; use += 1) names.add(nameOf({ sql: `select ${text}` }));
  names.delete("");
  expect(names.size).toBe(100);
});

test("PostgreSQL plans what is sent often once for a connection", async () => {
  await using database = await openDatabase("template0");
  const db = connect(database.url, { maxConnections: 1 });
  const prepared = () => db.$queryRaw<{ statement: string; uses: number }[]>`
    select statement, (generic_plans + custom_plans)::integer as uses from pg_prepared_statements
      where statement like '%sent_often%'`;
  try {
    const ask = () => db.$queryRaw`select 1 as sent_often where ${"x"}::text = 'y'`;
    for (let use = 0; use < 20; use += 1) await ask();
    expect(await prepared()).toEqual([]);
    for (let use = 0; use < 5; use += 1) await ask();
    expect(await prepared()).toMatchObject([{ uses: 5 }]);
  } finally {
    await db.$disconnect();
  }
});
