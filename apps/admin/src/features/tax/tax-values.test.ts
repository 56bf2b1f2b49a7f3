import { expect, test } from "vitest";
import { millionths, percentText } from "./tax-values.ts";

test.for([
  ["20", 200_000],
  ["8.875", 88_750],
  ["9,975", 99_750],
  ["0", 0],
  ["0.0001", 1],
  ["-1", -10_000],
] as const)("%s percent are %d parts per million", ([percent, rate]) => {
  expect(millionths(percent)).toBe(rate);
});

test.for(["", "20 %", "1.00001", "1e3", "twenty"])("%j is no rate", (percent) => {
  expect(millionths(percent)).toBeNaN();
});

test("a rate is shown as it is typed", () => {
  expect([200_000, 88_750, 1].map(percentText)).toEqual(["20", "8.875", "0.0001"]);
});
