import { randomUUID } from "node:crypto";
import { formatOrderNumber, type PaymentRisk } from "@dualtrack/contract";
import {
  buy,
  manager as by,
  runJobs,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { getFigures, getOrder, listOrders, shipOrder } from "../index.ts";
import { auditLedger } from "../ledger-audit/audit-ledger.ts";
import { getAttention } from "../operations/get-attention.ts";
import { getOrderForStaff } from "../order-views/get-order-for-staff.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { cancelOrder } from "../staff-actions/cancel-order.ts";
import { payRefundAnotherWay } from "./pay-refund-another-way.ts";
import { refundOrder } from "./refund-order.ts";
import { retryRefund } from "./retry-refund.ts";

const note = "SEPA transfer of 28 November, reference RF18";

type Bought = Awaited<ReturnType<typeof bought>>;

/** A confirmed order of so many records at €20.00 with €5.90 shipping; one more is on the shelf. */
async function bought(shop: TestShop, quantity = 1) {
  const record = await stockedVariant(shop, { onHand: quantity + 1 });
  const { orderId, paymentIntentId } = await buy(shop, { [record]: quantity });
  await runJobs(shop);
  const line = await shop.db.orderLine.findFirstOrThrow({ where: { orderId }, include: { order: true } });
  const number = formatOrderNumber(line.order.number);
  return { orderId, paymentIntentId, record, orderLineId: line.id, number };
}

/** A refund of it that the bank sends back. Without lines it is for no goods. */
async function failedRefund(
  shop: TestShop,
  order: Bought,
  { amount = 2_590, ofGoods = true, restock = true } = {},
) {
  const { orderId, orderLineId } = order;
  const lines = ofGoods ? [{ orderLineId, quantity: 1, restock }] : [];
  const what = { orderId, requestId: randomUUID(), amount, lines, reason: "other" as const, note: "", by };
  const { refundId } = await refundOrder(shop, what);
  await runJobs(shop);
  await fail(shop, order, refundId);
  return refundId;
}

async function fail(shop: TestShop, { paymentIntentId }: Bought, refundId: string) {
  const { stripeRefundId } = await shop.db.refund.findUniqueOrThrow({ where: { id: refundId } });
  await shop.outside.decideRefund(stripeRefundId, {
    outcome: "fail",
    reason: "expired_or_canceled_card",
  });
  await syncPayment(shop, { paymentIntentId, track: "webhook" });
}

function ship(shop: TestShop, { orderId, orderLineId }: Bought, despite: PaymentRisk[] = []) {
  const shipment = { requestId: randomUUID(), carrier: "DHL", trackingNumber: null, trackingUrl: null };
  const lines = [{ orderLineId, quantity: 1 }];
  return shipOrder(shop, { orderId, ...shipment, lines, tellCustomer: false, despite, by });
}

const paidAnotherWay = (shop: TestShop, refundId: string, requestId: string = randomUUID()) =>
  payRefundAnotherWay(shop, { refundId, requestId, note, by });
const view = (shop: TestShop, { number }: Bought) => getOrderForStaff(shop, { number });
const failedRefundCount = async (shop: TestShop) => (await getAttention(shop)).failedRefunds.count;
const atRisk = async (shop: TestShop) => {
  const { orders } = await listOrders(shop, { sort: "newest", limit: 100, risks: ["refund_failed"] });
  return orders.map(({ number }) => number);
};
const listed = async (shop: TestShop, { number }: Bought) =>
  (await listOrders(shop, { sort: "newest", limit: 100 })).orders.find((order) => order.number === number);

test("an order whose full refund failed is shipped only by somebody who has seen that, until it is made again", async ({
  shop,
}) => {
  const order = await bought(shop);
  const refundId = await failedRefund(shop, order);
  expect(await view(shop, order)).toMatchObject({
    paymentState: "paid",
    fulfilmentState: "unfulfilled",
    risks: ["refund_failed"],
    can: { ship: true },
  });
  expect(await listed(shop, order)).toMatchObject({ risks: ["refund_failed"] });
  expect(await atRisk(shop)).toEqual([order.number]);
  expect(await getOrder(shop, order)).toMatchObject({ goodsWait: true, refunds: [{ state: "failed" }] });
  const refused = { code: "ORDER_AT_RISK", details: { risks: ["refund_failed"] } };
  await expect(ship(shop, order)).rejects.toMatchObject(refused);
  await expect(ship(shop, order, ["fraud_warning"])).rejects.toMatchObject(refused);

  const again = await retryRefund(shop, { refundId, requestId: randomUUID(), by });
  await runJobs(shop);
  expect(await view(shop, order)).toMatchObject({ risks: [], fulfilmentState: "not_required" });
  expect(await atRisk(shop)).toEqual([]);
  expect(await getOrder(shop, order)).toMatchObject({ goodsWait: false });
  await fail(shop, order, again.refundId); // that one comes back, too
  await expect(ship(shop, order)).rejects.toMatchObject(refused);
  await ship(shop, order, ["refund_failed"]);
  const where = { subject: order.number, action: "order.ship" };
  expect(await shop.db.auditEntry.findFirst({ where })).toMatchObject({
    after: { despite: ["refund_failed"] },
  });
});

test("a failed refund of a part that is for no goods keeps none back; one that names some does", async ({
  shop,
}) => {
  const forGoodwill = await bought(shop);
  await failedRefund(shop, forGoodwill, { amount: 500, ofGoods: false });
  expect(await view(shop, forGoodwill)).toMatchObject({ risks: [] });
  expect(await getOrder(shop, forGoodwill)).toMatchObject({ goodsWait: false });
  await ship(shop, forGoodwill);
  const ofOneOfTwo = await bought(shop, 2);
  await failedRefund(shop, ofOneOfTwo, { amount: 2_000 });
  await expect(ship(shop, ofOneOfTwo)).rejects.toMatchObject({ code: "ORDER_AT_RISK" });
});

test("two refunds made at Stripe that name no goods, and were all of the money together, keep them back", async ({
  shop,
}) => {
  const order = await bought(shop);
  for (const amount of [1_000, 1_590])
    await shop.stripe.refunds.create({ payment_intent: order.paymentIntentId, amount });
  await syncPayment(shop, { paymentIntentId: order.paymentIntentId, track: "webhook" });
  const [one, other] = await shop.db.refund.findMany({ where: { paymentIntentId: order.paymentIntentId } });
  await fail(shop, order, one?.id ?? "");
  await fail(shop, order, other?.id ?? "");
  expect(await view(shop, order)).toMatchObject({ risks: ["refund_failed"] });
});

test("a failed refund that was paid by bank transfer is settled: books, figures, goods, Home, customer, audit log", async ({
  shop,
}) => {
  const order = await bought(shop);
  const refundId = await failedRefund(shop, order);
  const [before, refundedBefore] = [await failedRefundCount(shop), await refundedToday(shop)];
  const requestId = randomUUID();
  await Promise.all([1, 2].map(() => paidAnotherWay(shop, refundId, requestId)));

  const seen = await view(shop, order);
  expect(seen).toMatchObject({
    paymentState: "refunded",
    fulfilmentState: "not_required",
    risks: [],
    isGivenBack: true,
    payment: {
      refunded: { amount: 2_590 },
      underWay: { amount: 0 },
      paidAnotherWay: { amount: 2_590 },
      refundable: { amount: 0 },
    },
    refunds: [{ state: "failed", whyNoRetry: "paid_another_way", paidAnotherWay: { by: "Manager", note } }],
    can: { ship: false, refund: false },
  });
  expect(seen.timeline.slice(-2)).toMatchObject([
    { kind: "refund_paid_another_way", track: "staff", details: { amount: 2_590, note } },
    { kind: "goods_returned" },
  ]);
  expect(await stockOf(shop, order.record)).toMatchObject({ onHand: 2 });
  expect(await failedRefundCount(shop)).toBe(before - 1);
  expect(await refundedToday(shop)).toBe(refundedBefore + 2_590);
  expect(await listed(shop, order)).toMatchObject({
    refunded: { amount: 2_590 },
    risks: [],
    attention: null,
  });
  const customers = await getOrder(shop, order);
  expect(customers).toMatchObject({
    goodsWait: false,
    refunded: { amount: 2_590 },
    refunds: [{ state: "paid_another_way" }],
  });
  expect(JSON.stringify(customers)).not.toContain("RF18"); // what staff wrote is for staff
  expect(customers.timeline.at(-1)).toMatchObject({ kind: "refund_paid_another_way" });
  const mail = { where: { orderId: order.orderId, kind: "refund_paid_another_way" as const } };
  expect(await shop.db.mail.findMany(mail)).toMatchObject([{ text: expect.stringContaining("€25.90") }]);
  const audited = { subject: order.number, action: "order.pay_refund_another_way" };
  expect(await shop.db.auditEntry.findMany({ where: audited })).toMatchObject([{ after: { note } }]);

  // Nothing of it is paid twice, and Stripe's word, read again, changes nothing.
  await syncPayment(shop, { paymentIntentId: order.paymentIntentId, track: "staff", thorough: true });
  const because = { code: "REFUND_NOT_RETRIABLE", details: { because: "paid_another_way" } };
  await expect(paidAnotherWay(shop, refundId)).rejects.toMatchObject(because);
  const retry = retryRefund(shop, { refundId, requestId: randomUUID(), by });
  await expect(retry).rejects.toMatchObject(because);
  await expect(failedRefund(shop, order, { amount: 1 })).rejects.toMatchObject({
    code: "REFUND_NOT_POSSIBLE",
  });
  expect(await view(shop, order)).toMatchObject({ paymentState: "refunded" });
});

async function refundedToday(shop: TestShop): Promise<number> {
  const { today } = await getFigures(shop);
  return today.money.find(({ currency }) => currency === "eur")?.refunded ?? 0;
}

test("a part that was paid another way leaves the rest to be refunded, and to be sent", async ({ shop }) => {
  const order = await bought(shop, 2);
  await paidAnotherWay(shop, await failedRefund(shop, order, { amount: 2_000 }));
  expect(await view(shop, order)).toMatchObject({
    paymentState: "partially_refunded",
    fulfilmentState: "unfulfilled",
    risks: [],
    payment: { refundable: { amount: 2_590 } },
    lines: [{ openQuantity: 1, refundedQuantity: 1, backQuantity: 1 }],
  });
  await ship(shop, order);
  expect(await view(shop, order)).toMatchObject({ fulfilmentState: "shipped" });
});

test("goods that were sent after the refund had failed do not come back by its payment", async ({ shop }) => {
  const order = await bought(shop);
  const refundId = await failedRefund(shop, order);
  shop.clock.advance(1_000);
  await ship(shop, order, ["refund_failed"]);
  await paidAnotherWay(shop, refundId);
  expect(await stockOf(shop, order.record)).toMatchObject({ onHand: 1 });
  expect(await view(shop, order)).toMatchObject({ fulfilmentState: "shipped", paymentState: "refunded" });
});

test("a refund made again is not paid another way as well; both at once pay once", async ({ shop }) => {
  const order = await bought(shop);
  const refundId = await failedRefund(shop, order);
  const ends = await Promise.allSettled([
    retryRefund(shop, { refundId, requestId: randomUUID(), by }),
    paidAnotherWay(shop, refundId),
  ]);
  expect(ends.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await runJobs(shop);
  expect(await view(shop, order)).toMatchObject({
    payment: { refunded: { amount: 2_590 } },
    paymentState: "refunded",
  });
  const unknown = paidAnotherWay(shop, randomUUID());
  await expect(unknown).rejects.toMatchObject({ code: "REFUND_NOT_FOUND" });
});

test("a cancelled order whose refund was paid another way is at peace; its id of the press is nobody else's", async ({
  shop,
}) => {
  const order = await bought(shop);
  const cancelled = await bought(shop);
  const [cancelId, requestId] = [randomUUID(), randomUUID()];
  await cancelOrder(shop, { orderId: cancelled.orderId, requestId: cancelId, note: "", by });
  await runJobs(shop);
  await fail(shop, cancelled, cancelId);
  await paidAnotherWay(shop, cancelId, requestId);
  expect(await view(shop, cancelled)).toMatchObject({
    state: "cancelled",
    paymentState: "refunded",
    risks: [],
  });
  expect(await stockOf(shop, cancelled.record)).toMatchObject({ onHand: 2 });
  const refundId = await failedRefund(shop, order);
  await expect(paidAnotherWay(shop, refundId, requestId)).rejects.toMatchObject({ code: "REQUEST_ID_TAKEN" });
  await paidAnotherWay(shop, refundId);
});

test("afterwards the ledger audit finds no violation", async ({ shop }) => {
  for (const { paymentIntentId } of await shop.db.payment.findMany())
    await syncPayment(shop, { paymentIntentId, track: "reconciliation" });
  expect((await auditLedger(shop)).violations).toEqual([]);
});
