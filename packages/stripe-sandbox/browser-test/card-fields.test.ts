import { describe, expect, test } from "vitest";
import { checkCardNumber, formatCardNumber } from "../browser/payment/card-number.js";
import { checkExpiry, formatExpiry } from "../browser/payment/expiry.js";
import { checkIban, formatIban } from "../browser/payment/iban.js";

describe("a card number is grouped as it is printed", () => {
  test.each([
    ["4242424242424242", "4242 4242 4242 4242"],
    ["4242-4242 42424242999", "4242 4242 4242 4242"],
    ["378282246310005", "3782 822463 10005"],
    ["30569309025904", "3056 930902 5904"],
    ["6200000000000005123", "6200 0000 0000 0005 123"],
    ["4242 4", "4242 4"],
  ])("%s", (typed, shown) => {
    expect(formatCardNumber(typed)).toBe(shown);
  });
});

test.each([
  ["4242 4242 4242 4242", undefined],
  ["4242 4242 4242 4241", "invalid_number"],
  ["4242 4242 4242", "incomplete_number"],
  ["", "incomplete_number"],
  ["6200 0000 0000 0005", undefined],
])("card number %s: %s", (number, code) => {
  expect(checkCardNumber(number)?.code).toBe(code);
});

describe("an expiration date is understood however it is written", () => {
  test.each([
    ["1234", "12 / 34"],
    ["12/34", "12 / 34"],
    ["12 / 2034", "12 / 34"],
    ["122034", "12 / 34"],
    ["1/34", "01 / 34"],
    ["2034-12", "12 / 34"],
    ["4", "04 / "],
    ["1", "1"],
    ["13", "01 / 3"],
    ["", ""],
  ])("%s", (typed, shown) => {
    expect(formatExpiry(typed)).toBe(shown);
  });
});

test.each([
  ["11 / 26", undefined],
  ["10 / 26", "invalid_expiry_month_past"],
  ["12 / 25", "invalid_expiry_year_past"],
  ["12 / 99", "invalid_expiry_year"],
  ["12 / 3", "incomplete_expiry"],
  ["00 / 30", "invalid_expiry_month"],
])("in November 2026 the expiration date %s: %s", (date, code) => {
  expect(checkExpiry(date, new Date(2026, 10, 21))?.code).toBe(code);
});

test.each([
  ["at61 1904 3002 3457 3201", undefined],
  ["AT611904300234573202", "invalid_iban"],
  ["AT6119", "incomplete_iban"],
  ["US00", "invalid_iban_country_code"],
])("IBAN %s: %s", (iban, code) => {
  expect(checkIban(formatIban(iban))?.code).toBe(code);
});
