import { expect, test } from "vitest";
import { paymentMethodLabel } from "./payment-method.ts";

test.each([
  [{ type: "card", brand: "visa", last4: "4242" }, "Visa 4242"],
  [{ type: "card", brand: "newcomer", last4: "0001" }, "Newcomer 0001"],
  [{ type: "sepa_debit", brand: null, last4: "3201" }, "bank account 3201"],
  [{ type: "amazon_pay", brand: null, last4: null }, "amazon pay"],
])("%o is called %s", (method, label) => {
  expect(paymentMethodLabel(method)).toBe(label);
});
