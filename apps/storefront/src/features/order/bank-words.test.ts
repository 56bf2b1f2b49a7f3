import { expect, test } from "vitest";
import { bankWords } from "./bank-words.ts";

const order = {
  state: "confirmed",
  paymentState: "disputed",
  fulfilmentState: "unfulfilled",
  method: { type: "card", label: "Visa", last4: "0259" },
  total: { amount: 4_800, currency: "eur" },
  number: "DT-1042",
} as const;

test("while the bank decides, the order is on hold, and nothing is told as paid back or sent", () => {
  const words = bankWords(order, "Confirmed");
  expect(words?.title).toBe("On hold");
  expect(words?.text).toContain("Your bank is looking at this payment of €48.00");
  expect(words?.text).toContain("nothing is sent for now");
  expect(words?.text).toContain("quote DT-1042");
  expect(words?.text).not.toMatch(/refund|fraud|dispute/i);
});

test("a parcel that has left stays on its way", () => {
  expect(bankWords({ ...order, fulfilmentState: "shipped" }, "On its way")?.title).toBe("On its way");
});

test("a returned debit says that the bank has sent the money back; a lost dispute, that the customer has it", () => {
  const debit = { type: "sepa_debit", label: "bank account", last4: "3203" };
  const returned = bankWords({ ...order, paymentState: "dispute_lost", method: debit }, "Confirmed");
  expect(returned?.text).toContain("has sent this payment back");
  expect(bankWords({ ...order, paymentState: "dispute_lost" }, "Confirmed")?.text).toContain(
    "has given you the €48.00 of this payment back",
  );
});

test("an order that was cancelled asks for nothing", () => {
  const words = bankWords({ ...order, state: "cancelled" }, "Cancelled");
  expect(words?.title).toBe("Cancelled");
  expect(words?.text).not.toContain("write to us");
});

test("whoever's money no bank has is told nothing of banks", () => {
  expect(bankWords({ ...order, paymentState: "paid" }, "Confirmed")).toBeNull();
});
