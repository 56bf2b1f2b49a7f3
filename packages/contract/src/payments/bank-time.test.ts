import { expect, test } from "vitest";
import { addWorkingDays, bankTimeOf } from "./bank-time.ts";

test.each([
  ["2026-11-27T10:00:00Z", 1, "2026-11-30T10:00:00Z"], // a Friday
  ["2026-11-28T10:00:00Z", 1, "2026-11-30T10:00:00Z"], // a Saturday
  ["2026-11-30T10:00:00Z", 5, "2026-12-07T10:00:00Z"],
  ["2026-11-30T10:00:00Z", 14, "2026-12-18T10:00:00Z"],
  ["2026-12-18T10:00:00Z", -14, "2026-11-30T10:00:00Z"],
  ["2026-11-30T10:00:00Z", 0, "2026-11-30T10:00:00Z"],
])("from %s, %i working days: %s", (from, days, to) => {
  expect(addWorkingDays(new Date(from), days).toISOString()).toBe(new Date(to).toISOString());
});

test("a method that nobody knows is given the time of the slowest", () => {
  expect(bankTimeOf("a_new_debit")).toEqual(bankTimeOf("sepa_debit"));
  expect(bankTimeOf(null)).toEqual(bankTimeOf("sepa_debit"));
});
