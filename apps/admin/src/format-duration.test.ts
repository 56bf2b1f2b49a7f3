import { expect, test } from "vitest";
import { formatDuration } from "./format-duration.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

test.each([
  [-5, "0 ms"],
  [850, "850 ms"],
  [42_000, "42 s"],
  [59_999, "59 s"],
  [60_000, "1 min"],
  [59 * minute, "59 min"],
  [60 * minute, "1 h"],
  [2 * day - 1, "47 h"],
  [2 * day, "2 days"],
  [14 * day + 5, "14 days"],
])("%d ms last “%s”", (ms, words) => {
  expect(formatDuration(ms)).toBe(words);
});
