import { expect, test } from "vitest";
import { isNestedDeeper } from "./is-nested-deeper.ts";

const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

test("counts the depth, not the number of brackets", () => {
  expect(isNestedDeeper(nested(20), 20)).toBe(false);
  expect(isNestedDeeper(nested(21), 20)).toBe(true);
  expect(isNestedDeeper(`[${'{"a":[]},'.repeat(100)}1]`, 3)).toBe(false);
  expect(isNestedDeeper('{"a":{"b":[{}]}}', 3)).toBe(true);
});

test("brackets in strings are text, whatever is escaped around them", () => {
  expect(isNestedDeeper(JSON.stringify({ note: nested(50) }), 1)).toBe(false);
  expect(isNestedDeeper(JSON.stringify({ note: `\\"${nested(50)}"\\` }), 1)).toBe(false);
  expect(isNestedDeeper(String.raw`["\\", [[]]]`, 2)).toBe(true);
});

test("an incomplete text is not deep", () => {
  for (const text of ["", "]]]]", '"[[[[', '["\\', "\\"]) expect(isNestedDeeper(text, 3)).toBe(false);
});
