import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { withClient } from "../embedded-postgres.ts";
import { prismaDir } from "../migrations-on-disk.ts";
import { schemaDiff } from "./schema-diff.ts";

test("the migrations make what the schema says, and a change of the schema is the next migration", async () => {
  const adminUrl = inject("postgresUrl");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await withClient(adminUrl, (client) => client.query(`create database ${name} template template`));
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const schema = await readFile(join(prismaDir, "schema.prisma"), "utf8");

  expect(await schemaDiff(url.href, schema)).toMatch(/^-- This is an empty migration\.\s*$/);
  const edited = schema.replace(/^model Refund \{\n/m, "$&  reason2 String?\n");
  expect(await schemaDiff(url.href, edited)).toMatch(
    /^-- AlterTable\nALTER TABLE "refund" ADD COLUMN +"reason2" TEXT;\s*$/,
  );
  await withClient(adminUrl, (client) => client.query(`drop database ${name} with (force)`));
});
