import { expect, test } from "vitest";
import type { OrderEvent } from "../../server/trpc.ts";
import { isStillMoving, isWorthAsking } from "./still-moving.ts";

type Order = Parameters<typeof isStillMoving>[0];

const settled: Order = { state: "confirmed", paymentState: "paid", canRetryPayment: false, timeline: [] };

function timeline(...kinds: OrderEvent["kind"][]): OrderEvent[] {
  return kinds.map((kind, id) => ({
    id: String(id),
    kind,
    details: { amount: null, carrier: null, trackingNumber: null },
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
  ["has a refund under way", true, { timeline: timeline("confirmed", "refund_requested", "refund_pending") }],
  ["has a refund done", false, { timeline: timeline("refund_requested", "refund_succeeded") }],
  ["has a second refund under way", true, { timeline: timeline("refund_succeeded", "refund_requested") }],
])("an order that %s: news may come: %s", (_, moving, order) => {
  expect(isStillMoving({ ...settled, ...order })).toBe(moving);
});

test.each<[string, boolean, Partial<Order>]>([
  ["is confirmed", true, {}],
  ["has a refund under way, of which the open line tells", false, { timeline: timeline("refund_pending") }],
  ["has failed, though its money may come late", true, { state: "failed", paymentState: "unpaid" }],
  ["has arrived", false, { state: "completed" }],
  ["is cancelled", false, { state: "cancelled", paymentState: "refunded" }],
])("an order that %s: it is asked for now and then: %s", (_, asked, order) => {
  expect(isWorthAsking({ ...settled, ...order })).toBe(asked);
});
