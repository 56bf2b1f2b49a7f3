import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { prismaDir } from "../migrations-on-disk.ts";
import { openDatabase } from "../testing/open-database.ts";
import { schemaDiff } from "./schema-diff.ts";

test("the migrations make what the schema says, and a change of the schema is the next migration", async () => {
  await using database = await openDatabase("template");
  const schema = await readFile(join(prismaDir, "schema.prisma"), "utf8");

  expect(await schemaDiff(database.url, schema)).toMatch(/^-- This is an empty migration\.\s*$/);
  const edited = schema.replace(/^model Refund \{\n/m, "$&  reason2 String?\n");
  expect(await schemaDiff(database.url, edited)).toMatch(
    /^-- AlterTable\nALTER TABLE "refund" ADD COLUMN +"reason2" TEXT;\s*$/,
  );
});
