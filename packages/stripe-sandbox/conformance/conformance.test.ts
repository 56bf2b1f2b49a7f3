import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { openShop } from "../src/testing/open-shop.ts";
import { allChecks } from "./all-checks.ts";
import { tableOf } from "./table.ts";

test("no statement is made twice", () => {
  const names = allChecks.map(({ endpoint, behaviour }) => `${endpoint} ${behaviour}`);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test("TABLE.md tells of all these statements: `node conformance/write-table.ts` writes it", () => {
  expect(readFileSync(new URL("TABLE.md", import.meta.url), "utf8")).toBe(tableOf(allChecks));
});

describe.each(Object.entries(Object.groupBy(allChecks, ({ endpoint }) => endpoint)))("%s", (_, checks) => {
  test.each(checks ?? [])("$topic: $behaviour", async ({ see }) => {
    await using shop = await openShop();
    await see(shop);
  });
});
