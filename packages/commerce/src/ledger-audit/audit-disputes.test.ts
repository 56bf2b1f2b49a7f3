import { failedRefunds } from "@dualtrack/db";
import {
  buy,
  owner as by,
  type NewDispute,
  runJobs,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { auditLedger, cancelOrder, refundOrder } from "../index.ts";
import { syncPayment } from "../payments/sync-payment.ts";

const sync = (shop: TestShop, paymentIntentId: string) =>
  syncPayment(shop, { paymentIntentId, track: "webhook", thorough: true });
const decide = (shop: TestShop, id: string, outcome: "win" | "lose" | "escalate") =>
  shop.outside.decideDispute(id, outcome);
const problems = async (shop: TestShop) => (await auditLedger(shop)).violations.map(({ problem }) => problem);
const orderOf = (shop: TestShop, id: string) => shop.db.order.findUniqueOrThrow({ where: { id } });

/** A confirmed order of 25,90 €. */
async function confirmed(shop: TestShop) {
  const { orderId, paymentIntentId } = await buy(shop, { [await stockedVariant(shop, { onHand: 2 })]: 1 });
  await runJobs(shop);
  const { chargeId } = await shop.db.payment.findUniqueOrThrow({ where: { paymentIntentId } });
  const dispute = async (grounds?: NewDispute) => (await shop.outside.dispute(chargeId, grounds)).id;
  const refund = (amount: number) =>
    refundOrder(shop, {
      ...{ orderId, amount, lines: [], note: "", by },
      requestId: crypto.randomUUID(),
      reason: "other",
    });
  const cancel = () => cancelOrder(shop, { orderId, requestId: crypto.randomUUID(), note: "", by });
  return { orderId, paymentIntentId, dispute, refund, cancel, sync: () => sync(shop, paymentIntentId) };
}

test("with disputes of every kind the audit passes, and each manipulation is found", async ({ shop }) => {
  const [open, won, lost, part, asked] = [
    await confirmed(shop),
    await confirmed(shop),
    await confirmed(shop),
    await confirmed(shop),
    await confirmed(shop),
  ];
  const openId = await open.dispute();
  await decide(shop, await won.dispute(), "win");
  const lostId = await lost.dispute();
  await decide(shop, lostId, "lose");
  await part.refund(500);
  await runJobs(shop);
  await part.dispute({ amount: 90 });
  await asked.dispute({ inquiry: true });
  for (const order of [open, won, lost, part, asked]) await order.sync();
  expect(await auditLedger(shop)).toMatchObject({ disputes: 5, violations: [] });

  const { db } = shop;
  const corrupt = async (id: string, data: Parameters<typeof db.dispute.update>[0]["data"]) => {
    const { observedAt: _, ...before } = await db.dispute.findUniqueOrThrow({ where: { id } });
    await db.dispute.update({ where: { id }, data });
    const found = await problems(shop);
    await db.dispute.update({ where: { id }, data: before });
    return found;
  };
  const differs = "a dispute is not booked as Stripe has it";
  const wrongState = "an order's payment state is not what its payment, refunds and disputes say";
  const unlikeTimeline = "an order is not what its timeline says";
  expect(await corrupt(lostId, { status: "won" })).toEqual([differs, wrongState, unlikeTimeline]);
  expect(await corrupt(openId, { amount: 1 })).toEqual([differs, unlikeTimeline]);
  expect(await corrupt(lostId, { withdrawnAmount: 0 })).toEqual([differs]);

  for (const paymentState of ["paid", "dispute_lost", "refunded"] as const) {
    await db.order.update({ where: { id: open.orderId }, data: { paymentState } });
    expect(await problems(shop)).toEqual([wrongState, unlikeTimeline]);
  }
  await db.order.update({ where: { id: open.orderId }, data: { paymentState: "disputed" } });

  const row = await db.dispute.findUniqueOrThrow({ where: { id: openId } });
  await db.dispute.create({ data: { ...row, id: "dp_invented" } });
  expect(await problems(shop)).toEqual(["a dispute is booked that Stripe does not have", unlikeTimeline]);
  await db.dispute.delete({ where: { id: "dp_invented" } });

  await db.dispute.delete({ where: { id: openId } });
  expect(await problems(shop)).toEqual([wrongState, unlikeTimeline]); // so new that it may be on its way into the books
  shop.clock.advance(16 * 60_000);
  expect(await problems(shop)).toEqual([differs, wrongState, unlikeTimeline]);
  await db.dispute.create({ data: row });

  const { id: refundId, stripeRefundId } = await db.refund.findFirstOrThrow({
    where: { state: "succeeded" },
  });
  await db.refund.update({ where: { id: refundId }, data: { state: "failed" } });
  expect(await problems(shop)).toContain("a refund is not booked as Stripe has it");
  await db.refund.update({ where: { id: refundId }, data: { state: "succeeded", stripeRefundId: "re_no" } });
  expect(await problems(shop)).toEqual([
    "a refund is not booked as Stripe has it",
    "a refund is booked as succeeded that Stripe does not have",
  ]);
  await db.refund.update({ where: { id: refundId }, data: { stripeRefundId } });
  await part.sync();
  expect(await problems(shop)).toEqual([]);
});

test("cancelled while its bank has the money: nothing is sent twice, and when the dispute is won it goes back", async ({
  shop,
}) => {
  const order = await confirmed(shop);
  await order.refund(90);
  await runJobs(shop);
  const id = await order.dispute();
  await order.sync();
  await order.cancel();
  await order.sync();
  await runJobs(shop);
  expect(await shop.db.refund.count({ where: { paymentIntentId: order.paymentIntentId } })).toBe(1);
  expect(await orderOf(shop, order.orderId)).toMatchObject({ state: "cancelled", paymentState: "disputed" });
  expect(await problems(shop)).toEqual([]);

  await decide(shop, id, "win");
  await order.sync();
  await order.sync();
  await runJobs(shop);
  expect(
    await shop.db.refund.findMany({
      where: { paymentIntentId: order.paymentIntentId },
      orderBy: { amount: "asc" },
    }),
  ).toMatchObject([
    { amount: 90, state: "succeeded" },
    { amount: 2_500, state: "succeeded", reason: "order_cancelled" },
  ]);
  expect(await orderOf(shop, order.orderId)).toMatchObject({ state: "cancelled", paymentState: "refunded" });
  expect(await problems(shop)).toEqual([]);
});

test("a refund that failed because of a dispute is reported only while money is owed, and again when the dispute is won", async ({
  shop,
}) => {
  const failedRefundIds = async () => (await failedRefunds(shop.db, { limit: 100 })).length;
  const [lost, won] = [await confirmed(shop), await confirmed(shop)];
  const ids: string[] = [];
  for (const order of [lost, won]) {
    await order.cancel(); // the refund waits to be sent
    ids.push(await order.dispute());
  }
  await runJobs(shop);
  for (const { paymentIntentId } of [lost, won])
    expect(await shop.db.refund.findMany({ where: { paymentIntentId } })).toMatchObject([
      { state: "failed", failureReason: "charge_disputed" },
    ]);
  shop.log.expectErrors(/Stripe refused a refund/);
  expect([await failedRefundIds(), await problems(shop)]).toEqual([0, []]);
  await decide(shop, ids[0] ?? "", "lose");
  await lost.sync();
  expect(await orderOf(shop, lost.orderId)).toMatchObject({
    state: "cancelled",
    paymentState: "dispute_lost",
  });
  expect([await failedRefundIds(), await problems(shop)]).toEqual([0, []]);
  await decide(shop, ids[1] ?? "", "win");
  await won.sync();
  expect(await failedRefundIds()).toBe(1);
});

test("a hundred and one disputes are all read", async ({ shop }) => {
  const order = await confirmed(shop);
  for (let count = 0; count < 101; count += 1) await order.dispute({ amount: 1, inquiry: true });
  await order.sync();
  const { paymentIntentId } = order;
  expect(await shop.db.dispute.count({ where: { paymentIntentId } })).toBe(101);
  expect((await auditLedger(shop)).disputes).toBeGreaterThan(100);
});
