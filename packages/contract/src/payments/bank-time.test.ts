import { expect, test } from "vitest";
import { bankTimeOf } from "./bank-time.ts";

test("a method that nobody knows is given the time of the slowest", () => {
  expect(bankTimeOf("a_new_debit")).toEqual(bankTimeOf("sepa_debit"));
  expect(bankTimeOf(null)).toEqual(bankTimeOf("sepa_debit"));
});
