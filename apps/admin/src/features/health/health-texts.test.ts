import { expect, test } from "vitest";
import { writeGoal, writeValue } from "./health-texts.ts";

test.each([
  [0.99999, "share", "99.999 %"],
  [0.9999999, "share", "99.999 %"],
  [1, "share", "100 %"],
  [0.5, "share", "50 %"],
  [0, "share", "0 %"],
  [0.0000001, "share", "under 0.001 %"],
  [0.0421, "seconds", "42 ms"],
  [1.25, "seconds", "1.3 s"],
  [600, "seconds", "10 min"],
  [86_400, "seconds", "24 h"],
  [104_857_600, "bytes", "100 MB"],
  [1_204, "count", "1,204"],
] as const)("%d as %s is written %s", (value, unit, text) => {
  expect(writeValue(value, unit)).toBe(text);
});

test("goals are written as what is to be reached", () => {
  expect(writeGoal({ is: "above", than: 0.995 }, "share")).toBe("goal over 99.5 %");
  expect(writeGoal({ is: "below", than: 0.1 }, "seconds")).toBe("goal under 100 ms");
  expect(writeGoal({ is: "below", than: 1 }, "count")).toBe("goal 0");
});
