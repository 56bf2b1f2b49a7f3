import { paymentMethodLabel } from "@dualtrack/contract";
import { expect, test } from "vitest";
import { paymentMethodFactsOf } from "./payment-method-facts.ts";

test.each([
  [{ type: "card", card: { brand: "visa", last4: "4242", country: "US", fingerprint: "f" } }, "Visa 4242"],
  [{ type: "card", card: { brand: "amex", last4: "0005" } }, "American Express 0005"],
  [{ type: "card", card: { brand: "visa", last4: "4242", wallet: null } }, "Visa 4242"],
  [
    { type: "card", card: { brand: "visa", last4: "4242", wallet: { type: "google_pay" } } },
    "Google Pay Visa 4242",
  ],
  [
    { type: "card", card: { brand: "amex", last4: "0005", wallet: { type: "apple_pay" } } },
    "Apple Pay American Express 0005",
  ],
  [{ type: "card", card: { brand: "visa", last4: "4242", wallet: { type: "link" } } }, "Visa 4242"],
  [{ type: "card", card: { brand: "new_network", last4: "0001" } }, "New network 0001"],
  [{ type: "card", card: null }, "card"],
  [{ type: "sepa_debit", sepa_debit: { last4: "3201", country: "DE" } }, "bank account 3201"],
  [{ type: "us_bank_account", us_bank_account: { last4: "6789", bank_name: "A bank" } }, "bank account 6789"],
  [{ type: "klarna", klarna: { payment_method_category: "pay_later" } }, "Klarna"],
  [{ type: "paypal", paypal: { payer_email: "buyer@example.com" } }, "PayPal"],
  [{ type: "ideal", ideal: { bank: "ing" } }, "iDEAL"],
  [{ type: "bancontact", bancontact: {} }, "Bancontact"],
  [{ type: "moon_pay", moon_pay: { phase: 3, last4: 7 } }, "Moon pay"],
  [{ type: "moon_pay" }, "Moon pay"],
])("%o is called %s", (details, text) => {
  expect(paymentMethodLabel(paymentMethodFactsOf(details))).toBe(text);
});

test("a card's and an account's fields are read by the same names", () => {
  const { type, label, ...fields } = paymentMethodFactsOf({
    type: "sepa_debit",
    sepa_debit: { last4: "3201", country: "DE", fingerprint: "abc" },
  } as { type: string });
  expect({ type, label, ...fields }).toEqual({
    type: "sepa_debit",
    brand: null,
    label: "bank account",
    last4: "3201",
    country: "DE",
    fingerprint: "abc",
  });
});
