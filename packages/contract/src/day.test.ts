import { expect, test } from "vitest";
import { day, instant } from "./day.ts";

test.for(["2026-02-31", "2026-19-39", "2026-1-1", "0026-01-01", "9026-01-01", ""])("%s is no day", (text) => {
  expect(day.safeParse(text).success).toBe(false);
});

test.for([
  "2026-02-31T10:00:00Z",
  "2026-10-10T25:00:00Z",
  "2026-10-10T10:00",
  "0000-01-01T00:00:00Z",
  "9999-01-01T00:00:00Z",
])("%s is no time that can be stored", (text) => {
  expect(instant.safeParse(text).success).toBe(false);
});

test("a leap day is a day, and a time of it a time", () => {
  expect(day.safeParse("2028-02-29").success).toBe(true);
  expect(instant.safeParse("2028-02-29T23:59:59.999Z").success).toBe(true);
});
