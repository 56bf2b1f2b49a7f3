import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openShop, type Shop } from "../src/testing/open-shop.ts";
import { allChecks } from "./all-checks.ts";
import { tableOf } from "./table.ts";

/** Starting a sandbox is most of the work of a check whose call is turned away. */
let common: Shop;
beforeAll(async () => {
  common = await openShop();
});
afterAll(() => common[Symbol.asyncDispose]());

test("no statement is made twice", () => {
  const names = allChecks.map(({ endpoint, behaviour }) => `${endpoint} ${behaviour}`);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test("TABLE.md tells of all these statements: `node conformance/write-table.ts` writes it", () => {
  expect(readFileSync(new URL("TABLE.md", import.meta.url), "utf8")).toBe(tableOf(allChecks));
});

describe.each(Object.entries(Object.groupBy(allChecks, ({ endpoint }) => endpoint)))("%s", (_, checks) => {
  test.each(checks ?? [])("$topic: $behaviour", async ({ see, readOnly }) => {
    if (readOnly) return see(common);
    await using shop = await openShop();
    await see(shop);
  });
});
