import { expect, test } from "vitest";
import { addMonths, weeksOf } from "./calendar-days.ts";

test("a month's weeks begin on Monday and have its days alone", () => {
  expect(weeksOf("2026-02")).toHaveLength(5);
  expect(weeksOf("2027-02").map((week) => week[0])).toEqual([
    "2027-02-01",
    "2027-02-08",
    "2027-02-15",
    "2027-02-22",
  ]);
  const [firstWeek] = weeksOf("2026-11");
  expect(firstWeek).toEqual([null, null, null, null, null, null, "2026-11-01"]);
  expect(weeksOf("2028-02").flat().filter(Boolean)).toHaveLength(29);
});

test("months are counted over the year's end", () => {
  expect([addMonths("2026-12", 1), addMonths("2026-01", -1)]).toEqual(["2027-01", "2025-12"]);
});
