import { expect, test } from "vitest";
import { endOfDay, startOfDay } from "./day-in-zone.ts";

test.each([
  ["2026-11-21", "UTC", "2026-11-21T00:00:00.000Z", 24],
  ["2026-11-21", "Europe/Vienna", "2026-11-20T23:00:00.000Z", 24],
  ["2026-03-29", "Europe/Vienna", "2026-03-28T23:00:00.000Z", 23],
  ["2026-10-25", "Europe/Vienna", "2026-10-24T22:00:00.000Z", 25],
  ["2026-07-04", "America/Los_Angeles", "2026-07-04T07:00:00.000Z", 24],
  ["2026-07-04", "Asia/Kolkata", "2026-07-03T18:30:00.000Z", 24],
  ["9999-12-31", "America/St_Johns", "9999-12-31T03:30:00.000Z", 24],
  ["2026-04-05", "Pacific/Auckland", "2026-04-04T11:00:00.000Z", 25],
])("%s in %s begins at %s and has %i hours", (day, zone, begins, hours) => {
  const start = startOfDay(day, zone);
  expect(start.toISOString()).toBe(begins);
  expect(endOfDay(day, zone).getTime() - start.getTime()).toBe(hours * 60 * 60_000);
});
