import { expect, test } from "vitest";
import { conversionOf, difference, moneyDifference, runningTotals, weekdayIn } from "./comparison.ts";

test("a comparison shows its sign, and has a text of its own for no difference", () => {
  expect([difference(3, 1, String), difference(1, 3, String), difference(2, 2, String)]).toEqual([
    "+2 on",
    "−2 on",
    "the same as",
  ]);
  expect(moneyDifference({ amount: 500, currency: "jpy" }, { amount: 1_500, currency: "jpy" })).toBe(
    "−¥1,000 on",
  );
});

test("without a checkout there is no conversion", () => {
  expect(conversionOf({ started: 0, paid: 0 })).toBeNull();
  expect(conversionOf({ started: 3, paid: 2 })).toBe(67);
});

test("the weekday is that of the shop", () => {
  expect(weekdayIn("Pacific/Auckland", "2026-11-20T23:00:00Z")).toBe("Saturday");
  expect(weekdayIn("UTC", "2026-11-20T23:00:00Z")).toBe("Friday");
});

test("a running total has every hour", () => {
  expect(runningTotals([0, 5, 0, 2])).toEqual([0, 5, 5, 7]);
});
