import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { mutate } from "./mutate.ts";
import { mutations } from "./mutations.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("each mutation has its place in the code as it is, and tests that are there", () => {
  expect(mutations.length).toBeGreaterThanOrEqual(40);
  expect(new Set(mutations.map(({ breaks }) => breaks)).size).toBe(mutations.length);
  for (const { file, from, to, tests, breaks } of mutations) {
    const text = readFileSync(root + file, "utf8");
    expect(mutate(text, { file, from, to }), breaks).not.toBe(text);
    expect(tests.length, breaks).toBeGreaterThan(0);
    for (const path of tests) expect(existsSync(root + path), path).toBe(true);
  }
});
