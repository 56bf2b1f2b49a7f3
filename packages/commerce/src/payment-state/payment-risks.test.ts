import { buy, owner as by, runJobs, stockedVariant, type TestShop, test } from "@dualtrack/testkit";
import type Stripe from "stripe";
import { expect } from "vitest";
import {
  cancelOrder,
  exportOrders,
  getAttention,
  getOrderForStaff,
  listOrders,
  refundOrder,
  shipOrder,
} from "../index.ts";
import { syncPayment } from "../payments/sync-payment.ts";

type Event = (shop: TestShop, chargeId: string | null) => Promise<{ id: string }>;

/** A confirmed order of 25,90 €, of two pieces; something happens to its charge, and the shop hears of it. */
async function orderAfter(shop: TestShop, ...events: Event[]) {
  const bought = await buy(shop, { [await stockedVariant(shop, { onHand: 5, price: 1_000 })]: 2 });
  await runJobs(shop);
  const { paymentIntentId, orderId } = bought;
  const { chargeId } = await shop.db.payment.findUniqueOrThrow({ where: { paymentIntentId } });
  const made: { id: string }[] = [];
  for (const event of events) made.push(await event(shop, chargeId));
  const sync = () => syncPayment(shop, { paymentIntentId, track: "staff", thorough: true });
  await sync();
  const { number } = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
  return { orderId, paymentIntentId, number: `DT-${number}`, made, sync };
}

const seen = (shop: TestShop, number: string) => getOrderForStaff(shop, { number });

async function ship(
  shop: TestShop,
  number: string,
  despite: Parameters<typeof shipOrder>[1]["despite"] = [],
) {
  const { id: orderId, lines } = await seen(shop, number);
  return shipOrder(shop, {
    ...{ orderId, requestId: crypto.randomUUID(), tellCustomer: false, by, despite },
    ...{ carrier: "DHL", trackingNumber: null, trackingUrl: null },
    lines: lines.map(({ id: orderLineId }) => ({ orderLineId, quantity: 1 })),
  });
}

const dispute: Event = (shop, chargeId) => shop.outside.dispute(chargeId);
const disputeOf =
  (amount: number): Event =>
  (shop, chargeId) =>
    shop.outside.dispute(chargeId, { amount });
const inquiry: Event = (shop, chargeId) => shop.outside.dispute(chargeId, { inquiry: true });
const warning: Event = (shop, chargeId) => shop.outside.warnOfFraud(chargeId);
const review: Event = (shop, chargeId) => shop.outside.review(chargeId);

test.for([
  ["disputed", dispute],
  ["inquiry", inquiry],
  ["fraud_warning", warning],
] as const)(
  "shipping an order with the risk %s asks first, and the audit log keeps it",
  async ([risk, event], { shop }) => {
    const { number } = await orderAfter(shop, event);
    expect(await seen(shop, number)).toMatchObject({ risks: [risk], can: { ship: true } });
    await expect(ship(shop, number)).rejects.toMatchObject({
      code: "ORDER_AT_RISK",
      details: { risks: [risk] },
    });
    await expect(ship(shop, number, ["dispute_lost"])).rejects.toMatchObject({ code: "ORDER_AT_RISK" });
    await ship(shop, number, [risk]);
    expect(await seen(shop, number)).toMatchObject({ fulfilmentState: "partly_shipped" });
    const [audited] = await shop.db.auditEntry.findMany({ where: { subject: number, action: "order.ship" } });
    expect(audited?.after).toMatchObject({ despite: [risk] });
  },
);

test("a lost dispute needs a confirmation as well; a risk that the clerk has not confirmed is refused", async ({
  shop,
}) => {
  const { number, made, sync } = await orderAfter(shop, warning, disputeOf(590));
  await shop.outside.decideDispute(made[1]?.id, "lose");
  await sync();
  expect(await seen(shop, number)).toMatchObject({ risks: ["dispute_lost"] }); // a warning is over with a dispute
  await expect(ship(shop, number)).rejects.toMatchObject({ code: "ORDER_AT_RISK" });
  await ship(shop, number, ["dispute_lost"]);
});

test("under review nothing can be shipped; afterwards it can", async ({ shop }) => {
  const { number, made, sync } = await orderAfter(shop, review);
  expect(await seen(shop, number)).toMatchObject({
    risks: ["review"],
    can: { ship: false },
    reviews: [{ isOpen: true, openedReason: "manual", closedReason: null }],
  });
  await expect(ship(shop, number, ["review"])).rejects.toMatchObject({ code: "ORDER_IN_REVIEW" });
  await shop.stripe.reviews.approve(made[0]?.id ?? "");
  await sync();
  const order = await seen(shop, number);
  expect(order).toMatchObject({ risks: [], reviews: [{ isOpen: false, closedReason: "approved" }] });
  expect(order.timeline.map(({ kind }) => kind).slice(2)).toEqual(["review_opened", "review_closed"]);
  await ship(shop, number);
});

test("a dismissed warning needs no confirmation", async ({ shop }) => {
  const { number, made } = await orderAfter(shop, warning);
  await shop.db.fraudWarning.update({
    where: { id: made[0]?.id ?? "" },
    data: { dismissedBy: "Olga", dismissedAt: shop.clock.now() },
  });
  await ship(shop, number);
});

test("a partly disputed payment: only the rest can be refunded, also by cancelling", async ({ shop }) => {
  const { orderId, number } = await orderAfter(shop, disputeOf(2_000));
  const { payment, disputes } = await seen(shop, number);
  expect(payment).toMatchObject({
    disputed: { amount: 2_000, currency: "eur" },
    refundable: { amount: 590, currency: "eur" },
  });
  expect(disputes).toMatchObject([
    {
      status: "needs_response",
      amount: { amount: 2_000, currency: "eur" },
      isInquiry: false,
      isOpen: true,
      canRespond: true,
      canAccept: true,
      deadline: expect.stringMatching(/Z$/),
      withdrawn: { amount: 2_000, currency: "eur" },
    },
  ]);
  const refund = (amount: number) =>
    refundOrder(shop, {
      ...{ orderId, requestId: crypto.randomUUID(), amount, lines: [], note: "", by },
      reason: "other",
    });
  await expect(refund(591)).rejects.toMatchObject({
    code: "REFUND_DISPUTED",
    details: { refundable: { amount: 590 }, disputed: { amount: 2_000 } },
  });
  await expect(refund(2_591)).rejects.toMatchObject({ code: "REFUND_TOO_MUCH" });
  await cancelOrder(shop, { orderId, requestId: crypto.randomUUID(), note: "", by });
  expect(
    await shop.db.refund.findMany({ where: { payment: { checkout: { order: { id: orderId } } } } }),
  ).toMatchObject([{ amount: 590 }]);
  const mail = await shop.db.mail.findFirst({ where: { orderId, kind: "order_cancelled" } });
  expect(mail?.text).toMatch(/returning €5\.90[\s\S]+bank has taken back €20\.00 already/);
});

test("lists, filters, search, home and the table tell risky orders from the others", async ({ shop }) => {
  const [disputed, asked, warned, inReview] = [
    await orderAfter(shop, disputeOf(700)),
    await orderAfter(shop, inquiry),
    await orderAfter(shop, warning),
    await orderAfter(shop, review),
  ];
  const quiet = await orderAfter(shop);
  const ids = [disputed, asked, warned, inReview, quiet].map(({ orderId }) => orderId);
  const listed = async (filter: Partial<Parameters<typeof listOrders>[1]>) =>
    (await listOrders(shop, { ids, sort: "oldest", limit: 50, ...filter })).orders;
  expect((await listed({})).map(({ risks }) => risks)).toEqual([
    ["disputed"],
    ["inquiry"],
    ["fraud_warning"],
    ["review"],
    [],
  ]);
  const numbers = async (filter: Parameters<typeof listed>[0]) =>
    (await listed(filter)).map(({ number }) => number);
  expect(await numbers({ paymentStates: ["disputed"] })).toEqual([disputed.number]);
  expect(await numbers({ risks: ["inquiry", "review"] })).toEqual([asked.number, inReview.number]);
  expect(await numbers({ risks: ["dispute_lost"] })).toEqual([]);
  for (const { number, made } of [disputed, asked, warned, inReview])
    expect(await numbers({ q: made[0]?.id ?? "" })).toEqual([number]);
  expect((await listed({ attention: true })).map(({ attention }) => attention)).toEqual([
    "A dispute needs an answer",
    "An inquiry needs an answer",
    "A bank warns of fraud",
    "In review at Stripe",
  ]);

  const attention = await getAttention(shop);
  const risksFirst = ["disputes", "fraudWarnings", "reviews", "stuckOrders"];
  expect(Object.keys(attention).filter((kind) => risksFirst.includes(kind))).toEqual(risksFirst);
  expect(attention.disputes.count).toBe(
    await shop.db.dispute.count({ where: { status: { in: ["needs_response", "warning_needs_response"] } } }),
  );
  expect(attention.disputes.inquiries).toBe(
    await shop.db.dispute.count({ where: { status: "warning_needs_response" } }),
  );
  expect(attention.disputes.inquiries).toBeGreaterThan(0);
  expect(attention.disputes.examples[0]).toMatchObject({
    money: { currency: "eur" },
    deadline: expect.stringMatching(/Z$/),
    number: expect.stringMatching(/^DT-/),
  });
  expect(attention.reviews.examples.map(({ number }) => number)).toContain(inReview.number);

  let table = "";
  for await (const piece of await exportOrders(shop, { ids, sort: "oldest", by })) table += piece;
  const [head = "", first = ""] = table.replace("﻿", "").split("\r\n");
  const cell = (name: string) => first.split(",")[head.split(",").indexOf(name)];
  expect([cell("risks"), cell("disputed"), cell("disputed_minor")]).toEqual(["disputed", "7.00", "700"]);
});

test("an answered dispute needs no attention", async ({ shop }) => {
  const { number, made, sync } = await orderAfter(shop, dispute);
  const evidence = { uncategorized_text: "The parcel has arrived." };
  const updated: Stripe.Dispute = await shop.stripe.disputes.update(made[0]?.id ?? "", {
    evidence,
    submit: true,
  });
  expect(updated.status).toBe("under_review");
  await sync();
  expect((await listOrders(shop, { q: number, sort: "newest", limit: 1 })).orders).toMatchObject([
    { attention: null, risks: ["disputed"] },
  ]);
  const { timeline } = await seen(shop, number);
  expect(timeline.at(-1)).toMatchObject({ kind: "dispute_evidence_submitted", details: { by: null } });
});
