import { expect, test } from "vitest";
import { comingDayPresets, dayPresets, todayIn } from "./day-presets.ts";

test("today is the day in the shop's time zone, wherever the browser is", () => {
  const late = new Date("2026-02-28T23:30:00Z");
  expect(todayIn("UTC", late)).toBe("2026-02-28");
  expect(todayIn("Europe/Vienna", late)).toBe("2026-03-01");
});

test("the ranges count today, and cross months", () => {
  const ranges = Object.fromEntries(dayPresets("2026-03-01").map(({ label, value }) => [label, value]));
  expect(ranges).toEqual({
    Today: ["2026-03-01", "2026-03-01"],
    Yesterday: ["2026-02-28", "2026-02-28"],
    "7 days": ["2026-02-23", "2026-03-01"],
    "30 days": ["2026-01-31", "2026-03-01"],
    "This month": ["2026-03-01", "2026-03-01"],
  });
});

test("the ranges to come begin today or tomorrow, and cross months", () => {
  const ranges = comingDayPresets("2026-02-27").map(({ label, value }) => [label, ...value]);
  expect(ranges).toEqual([
    ["Today", "2026-02-27", "2026-02-27"],
    ["Tomorrow", "2026-02-28", "2026-02-28"],
    ["Next 7 days", "2026-02-27", "2026-03-05"],
    ["Next 30 days", "2026-02-27", "2026-03-28"],
  ]);
});
