import { expect, test } from "vitest";
import {
  firstChoice,
  freedSentence,
  planRefund,
  planSentence,
  type RefundChoice,
  unshippedSentence,
} from "./refund-plan.ts";

const eur = (amount: number) => ({ amount, currency: "eur" });
const line = (id: string, title: string, price: number, quantity: number, refundedQuantity = 0) => ({
  id,
  kind: "physical" as const,
  startsAt: null as string | null,
  booking: null as RefundedOrder["lines"][number]["booking"],
  productTitle: title,
  artist: "",
  variantTitle: "",
  sku: id,
  picture: null,
  unitPrice: eur(price),
  quantity,
  amount: eur(price * quantity),
  refundAmounts: Array.from({ length: quantity - refundedQuantity + 1 }, (_, units) => price * units),
  refundedQuantity,
  cancelledQuantity: 0,
  shippedQuantity: 0,
  openQuantity: quantity - refundedQuantity,
  keptQuantity: quantity - refundedQuantity,
  backQuantity: 0,
  returnableQuantity: 0,
  lackingQuantity: 0,
  stock: { onHand: 5, reserved: 0 } as { onHand: number; reserved: number } | null,
});
type RefundedOrder = Parameters<typeof planRefund>[0];
const order: RefundedOrder = {
  lines: [
    line("a", "Parallel Lines", 2400, 2, 1),
    line("b", "Record Bag", 1600, 1),
    { ...line("c", "Session 01", 900, 1), stock: null },
  ],
  shippingPaid: eur(590),
  payment: {
    paymentIntentId: "pi_1",
    sessionId: null,
    chargeId: "ch_1",
    status: "succeeded" as const,
    authorization: null,
    method: { type: "card", label: "Visa", last4: "4242" },
    received: eur(7890),
    refunded: eur(2400),
    underWay: eur(0),
    paidAnotherWay: eur(0),
    disputed: eur(0),
    lost: eur(0),
    disputeFees: [],
    net: eur(5490),
    refundable: eur(5490),
    dashboardUrl: null,
  },
};
const choose = (part: Partial<RefundChoice>): RefundChoice => ({ ...firstChoice(order), ...part });

test("the rest: the remaining money, and the goods that were not refunded", () => {
  const plan = planRefund(order, choose({ mode: "rest" }));
  expect(plan).toEqual({
    amount: 5490,
    problem: null,
    lines: [
      { orderLineId: "a", quantity: 1, restock: true },
      { orderLineId: "b", quantity: 1, restock: true },
      { orderLineId: "c", quantity: 1, restock: false },
    ],
  });
  expect(planSentence(order, plan)).toBe(
    "Refund €54.90 to Visa 4242, and put 1 × “Parallel Lines” and 1 × “Record Bag” back in stock when that has succeeded.",
  );
});

test("by line: never more of a line than remains, and shipping only if chosen", () => {
  const plan = planRefund(order, choose({ mode: "lines", quantities: { a: 2 }, restock: {} }));
  expect(plan).toMatchObject({
    amount: 2400,
    lines: [{ orderLineId: "a", quantity: 1, restock: false }],
  });
  expect(planSentence(order, plan)).toBe("Refund €24.00 to Visa 4242. Nothing goes back in stock.");
  expect(planRefund(order, choose({ mode: "lines", quantities: { b: 1 }, withShipping: true })).amount).toBe(
    2190,
  );
});

test("by line: what was paid for the units, which a discount makes less than their price", () => {
  const lines = [{ ...line("a", "Parallel Lines", 500, 3), refundAmounts: [0, 334, 667, 1000] }];
  const amountOf = (a: number) =>
    planRefund({ ...order, lines }, choose({ mode: "lines", quantities: { a } })).amount;
  expect([1, 2, 3].map(amountOf)).toEqual([334, 667, 1000]);
});

test("by amount: no goods, and too large an amount is reported before it is sent", () => {
  const plan = planRefund(order, choose({ mode: "amount", amountText: "10,50" }));
  expect(plan).toEqual({ amount: 1050, lines: [], problem: null });
  expect(planSentence(order, plan)).toBe("Refund €10.50 to Visa 4242. Stock stays as it is.");
  expect(planRefund(order, choose({ mode: "amount", amountText: "60" })).problem).toBe(
    "€5.10 more than what is left: €54.90",
  );
  expect(planRefund(order, choose({ mode: "amount", amountText: "0" })).amount).toBeNull();
});

test("lines that cost more than what is left after a refund by amount are over the limit", () => {
  const payment = order.payment && { ...order.payment, refundable: eur(1000) };
  const plan = planRefund({ ...order, payment }, choose({ mode: "lines", quantities: { b: 1 } }));
  expect(plan.problem).toBe("€6.00 more than what is left: €10.00");
});

test("after another person's refund nothing is left to choose", () => {
  const payment = order.payment && { ...order.payment, refundable: eur(0) };
  const plan = planRefund({ ...order, payment }, choose({ mode: "rest" }));
  expect(plan).toEqual({ amount: null, lines: [], problem: "Nothing is left to refund" });
});

test("shipped goods are not restocked by default", () => {
  const [record, ...others] = order.lines;
  const lines = record ? [{ ...record, shippedQuantity: 1 }, ...others] : [];
  const { restock } = firstChoice({ ...order, lines });
  expect(Object.values(restock)).toEqual([false, true, false]);
});

test("the plan says what will not be shipped: unshipped units count first, and all of them in a full refund", () => {
  const [record, ...others] = order.lines;
  const partly = record ? [{ ...record, quantity: 3, shippedQuantity: 1, openQuantity: 1 }, ...others] : [];
  const left = { ...order, lines: partly };
  const sentence = (part: Partial<RefundChoice>) => unshippedSentence(left, planRefund(left, choose(part)));
  expect(sentence({ mode: "lines", quantities: { a: 2 } })).toBe(
    "No longer to be shipped: 1 × “Parallel Lines”.",
  );
  expect(sentence({ mode: "amount", amountText: "10" })).toBe("");
  expect(sentence({ mode: "amount", amountText: "54.90" })).toBe(
    "No longer to be shipped: 1 × “Parallel Lines”, 1 × “Record Bag” and 1 × “Session 01”.",
  );
});

test("the sentence names the booked times that the refund frees", () => {
  const booking = {
    ...{ id: "h", revision: 0, startsAt: "2031-06-10T12:00:00Z", endsAt: "2031-06-10T13:00:00Z" },
    ...{ movableUntil: "2031-06-09T12:00:00Z", resource: "Studio" },
    ...{ isFreed: false, isTooLate: false, isNoShow: false },
  };
  const hour = { ...line("h", "An hour", 2_400, 2), startsAt: "2031-06-09T12:00:00Z", booking, stock: null };
  const freed = (
    part: Partial<RefundChoice>,
    { isFreed = false, now = "2031-06-01T12:00:00Z" }: { isFreed?: boolean; now?: string } = {},
  ) => {
    const lines = [...order.lines, { ...hour, booking: { ...booking, isFreed } }];
    const ofHour = { ...order, lines };
    const at = { timeZone: "Europe/Vienna", now: Date.parse(now) };
    return freedSentence(ofHour, planRefund(ofHour, choose(part)), at);
  };
  const named = /^Not booked any more when that has succeeded: “An hour”, Tue,? 10 June 2031, 14:00\.$/;
  expect(freed({ mode: "rest" })).toMatch(named);
  expect(freed({ mode: "lines", quantities: { h: 2 } })).toMatch(named);
  expect(freed({ mode: "lines", quantities: { h: 1 } })).toBe(""); // one of two places stays
  expect(freed({ mode: "amount", amountText: "54.90" })).toMatch(named); // all money
  expect(freed({ mode: "amount", amountText: "5" })).toBe("");
  expect(freed({ mode: "rest" }, { isFreed: true })).toBe("");
  expect(freed({ mode: "rest" }, { now: "2031-06-10T12:00:00Z" })).toBe(""); // it has begun
});
