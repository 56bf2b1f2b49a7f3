import { expect, test } from "vitest";
import { changesSoon, isWorthPolling } from "./changes-soon.ts";

type Order = Parameters<typeof changesSoon>[0];

const settled: Order = { state: "confirmed", paymentState: "paid", canRetryPayment: false, refunds: [] };

function refunds(...states: Order["refunds"][number]["state"][]): Order["refunds"] {
  return states.map((state, id) => ({
    id: String(id),
    amount: { amount: 100, currency: "eur" },
    state,
    method: null,
    at: "",
  }));
}

test.each<[string, boolean, Partial<Order>]>([
  ["waits for the bank", true, { state: "processing", paymentState: "unpaid" }],
  ["is confirmed", false, {}],
  ["is completed", false, { state: "completed" }],
  ["may be paid with another card", true, { state: "failed", paymentState: "unpaid", canRetryPayment: true }],
  ["has failed for good", false, { state: "failed", paymentState: "unpaid" }],
  ["is cancelled, its money not back yet", true, { state: "cancelled" }],
  ["is cancelled, its money back", false, { state: "cancelled", paymentState: "refunded" }],
  ["is cancelled, and was never paid", false, { state: "cancelled", paymentState: "unpaid" }],
  ["has a refund under way", true, { refunds: refunds("on_its_way") }],
  ["has a refund done", false, { refunds: refunds("sent") }],
  ["has a refund under way and one done", true, { refunds: refunds("requested", "sent") }],
  ["has a refund that failed", false, { refunds: refunds("failed") }],
])("an order that %s: news may come: %s", (_, moving, order) => {
  expect(changesSoon({ ...settled, ...order })).toBe(moving);
});

test.each<[string, boolean, Partial<Order>]>([
  ["is confirmed", true, {}],
  ["has a refund under way, of which the open line tells", false, { refunds: refunds("on_its_way") }],
  ["has failed, though its money may come late", true, { state: "failed", paymentState: "unpaid" }],
  ["has arrived", false, { state: "completed" }],
  ["is cancelled", false, { state: "cancelled", paymentState: "refunded" }],
])("an order that %s: it is asked for now and then: %s", (_, asked, order) => {
  expect(isWorthPolling({ ...settled, ...order })).toBe(asked);
});
