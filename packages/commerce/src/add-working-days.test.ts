import { expect, test } from "vitest";
import { addWorkingDays } from "./add-working-days.ts";

test.each([
  ["UTC", "2026-11-27T10:00:00Z", 1, "2026-11-30T10:00:00Z"], // a Friday
  ["UTC", "2026-11-28T10:00:00Z", 1, "2026-11-30T10:00:00Z"], // a Saturday
  ["UTC", "2026-11-30T10:00:00Z", 5, "2026-12-07T10:00:00Z"],
  ["UTC", "2026-11-30T10:00:00Z", 14, "2026-12-18T10:00:00Z"],
  ["UTC", "2026-12-18T10:00:00Z", -14, "2026-11-30T10:00:00Z"],
  ["UTC", "2026-11-30T10:00:00Z", 0, "2026-11-30T10:00:00Z"],
  // Saturday on these clocks while it is Friday in London; then Sunday while it is Monday there.
  ["Pacific/Auckland", "2026-11-27T20:00:00Z", 1, "2026-11-29T20:00:00Z"],
  ["America/Los_Angeles", "2026-11-30T05:00:00Z", 1, "2026-12-01T05:00:00Z"],
  // The time of day stays when the clocks change, forward and back.
  ["Europe/Vienna", "2026-03-27T09:00:00Z", 1, "2026-03-30T08:00:00Z"],
  ["Europe/Vienna", "2026-10-26T09:00:00Z", -1, "2026-10-23T08:00:00Z"],
  ["Pacific/Chatham", "2026-09-24T20:00:00Z", 1, "2026-09-27T19:00:00Z"],
  // It is 02:30 on the way, when the clocks skip from 02:00 to 03:00.
  ["America/New_York", "2026-03-06T07:30:00Z", 1, "2026-03-09T06:30:00Z"],
])("in %s, from %s, %i working days: %s", (zone, from, days, to) => {
  expect(addWorkingDays(new Date(from), days, zone)).toEqual(new Date(to));
});
