import { expect, test } from "vitest";
import type { OrderView } from "../../server/trpc.ts";
import { orderStatus } from "./order-status-heading.ts";
import { refundText } from "./refund-text.ts";

const sum = { amount: 2_590, currency: "eur" };
const method = { type: "card", label: "Visa", last4: "4242" };
const order = {
  state: "confirmed",
  paymentState: "paid",
  fulfilmentState: "unfulfilled",
  email: "ada@example.com",
  total: sum,
  method,
  bank: null,
  timeline: [],
  refunds: [{ id: "1", amount: sum, state: "failed", method, at: "2026-11-28T12:00:00Z" }],
  goodsWait: true,
} as unknown as OrderView;

test("after a full refund that failed the page says one thing: the money is the customer's, and the goods stay here", () => {
  const { text } = orderStatus(order, false);
  expect(text).toContain("it is still yours, see below. Until you have it, we keep the goods here.");
  expect(text).not.toMatch(/we pack it|want the goods/);
  expect(order.refunds.map(refundText).join()).toContain("it is yours");
});

test("a failed refund that keeps no goods back does not stop the parcel", () => {
  expect(orderStatus({ ...order, goodsWait: false }, false).text).toContain("Next we pack it");
});
