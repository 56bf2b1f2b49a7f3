import { expect, test } from "vitest";
import { connect } from "../connect.ts";
import { openDatabase } from "./open-database.ts";

test("a pool that was not closed fails the test, though its idle connections close by themselves later", async () => {
  const database = await openDatabase("template0");
  const db = connect(database.url, { maxConnections: 1 });
  await db.$queryRaw`select 'of a forgotten pool'`;
  await expect(database[Symbol.asyncDispose]()).rejects.toThrow("of a forgotten pool");
  await db.$disconnect();
});
