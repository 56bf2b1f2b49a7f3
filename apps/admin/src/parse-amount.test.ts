import { expect, test } from "vitest";
import { amountText, parseAmount } from "./parse-amount.ts";

test.each([
  ["24", "eur", 2400],
  ["24.5", "eur", 2450],
  ["24,50", "eur", 2450],
  [" 1 024.00 ", "eur", 102_400],
  ["0.07", "eur", 7],
  ["1.", "eur", 100],
  ["500", "jpy", 500],
  ["1.25", "kwd", 1250],
  ["1,234", "kwd", 1234],
])("“%s” of %s is %d of its smallest unit", (text, currency, amount) => {
  expect(parseAmount(text, currency)).toEqual({ amount, problem: null });
});

test.each([
  ["", "eur"],
  ["abc", "eur"],
  ["-5", "eur"],
  ["1e3", "eur"],
  ["1,234", "eur"],
  ["24.000", "eur"],
  ["1.234,50", "eur"],
  ["500.0", "jpy"],
  ["1.2345", "kwd"],
  ["9999999999", "eur"],
])("“%s” of %s is refused in words, not guessed", (text, currency) => {
  const { amount, problem } = parseAmount(text, currency);
  expect(amount).toBeNull();
  expect(problem).toMatch(/\w/);
});

test("an amount is shown as it would be typed", () => {
  expect(amountText(2407, "eur")).toBe("24.07");
  expect(amountText(500, "jpy")).toBe("500");
  expect(amountText(1250, "kwd")).toBe("1.250");
});
