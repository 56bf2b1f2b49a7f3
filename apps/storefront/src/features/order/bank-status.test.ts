import { expect, test } from "vitest";
import { bankStatus } from "./bank-status.ts";

const order = {
  state: "confirmed",
  paymentState: "disputed",
  fulfilmentState: "unfulfilled",
  method: { type: "card", label: "Visa", last4: "0259" },
  total: { amount: 4_800, currency: "eur" },
  number: "DT-1042",
} as const;

test("while the bank decides, the order waits, and the text promises neither a refund nor a parcel", () => {
  const status = bankStatus(order, "Confirmed");
  expect(status?.title).toBe("On hold");
  expect(status?.text).toContain("Your bank is looking at this payment of €48.00");
  expect(status?.text).toContain("nothing is sent for now");
  expect(status?.text).toContain("quote DT-1042");
  expect(status?.text).not.toMatch(/refund|fraud|dispute/i);
});

test("a parcel that has left stays on its way", () => {
  expect(bankStatus({ ...order, fulfilmentState: "shipped" }, "On its way")?.title).toBe("On its way");
});

test("a returned debit says that the bank has sent the money back; a lost dispute, that the customer has it", () => {
  const debit = { type: "sepa_debit", label: "bank account", last4: "3203" };
  const returned = bankStatus({ ...order, paymentState: "dispute_lost", method: debit }, "Confirmed");
  expect(returned?.text).toContain("has sent this payment back");
  expect(bankStatus({ ...order, paymentState: "dispute_lost" }, "Confirmed")?.text).toContain(
    "has given you the €48.00 of this payment back",
  );
});

test("an order that was cancelled asks for nothing", () => {
  const status = bankStatus({ ...order, state: "cancelled" }, "Cancelled");
  expect(status?.title).toBe("Cancelled");
  expect(status?.text).not.toContain("write to us");
});

test("without money at a bank there is no text about banks", () => {
  expect(bankStatus({ ...order, paymentState: "paid" }, "Confirmed")).toBeNull();
});
