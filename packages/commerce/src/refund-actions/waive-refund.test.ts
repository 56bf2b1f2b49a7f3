import { randomUUID } from "node:crypto";
import { formatOrderNumber } from "@dualtrack/contract";
import { buy, manager as by, runJobs, stockedVariant, type TestShop, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { getOrder, listOrders, shipOrder } from "../index.ts";
import { auditLedger } from "../ledger-audit/audit-ledger.ts";
import { getAttention } from "../operations/get-attention.ts";
import { getOrderForStaff } from "../order-views/get-order-for-staff.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { cancelOrder } from "../staff-actions/cancel-order.ts";
import { payRefundAnotherWay } from "./pay-refund-another-way.ts";
import { refundOrder } from "./refund-order.ts";
import { retryRefund } from "./retry-refund.ts";
import { waiveRefund } from "./waive-refund.ts";

const note = "Agreed by phone on 28 November";

type Bought = Awaited<ReturnType<typeof bought>>;

/** A confirmed order of one record at €20.00 with €5.90 shipping. */
async function bought(shop: TestShop) {
  const record = await stockedVariant(shop, { onHand: 2 });
  const { orderId, paymentIntentId } = await buy(shop, { [record]: 1 });
  await runJobs(shop);
  const line = await shop.db.orderLine.findFirstOrThrow({ where: { orderId }, include: { order: true } });
  return { orderId, paymentIntentId, orderLineId: line.id, number: formatOrderNumber(line.order.number) };
}

const wanted = (order: Bought) => ({
  orderId: order.orderId,
  requestId: randomUUID(),
  amount: 2_590,
  lines: [{ orderLineId: order.orderLineId, quantity: 1, restock: true }],
  reason: "other" as const,
  note: "",
  by,
});

async function fail(shop: TestShop, { paymentIntentId }: Bought, refundId: string) {
  const { stripeRefundId } = await shop.db.refund.findUniqueOrThrow({ where: { id: refundId } });
  const outcome = { outcome: "fail", reason: "expired_or_canceled_card" } as const;
  await shop.outside.decideRefund(stripeRefundId, outcome);
  await syncPayment(shop, { paymentIntentId, track: "webhook" });
}

async function failedRefund(shop: TestShop, order: Bought) {
  const { refundId } = await refundOrder(shop, wanted(order));
  await runJobs(shop);
  await fail(shop, order, refundId);
  return refundId;
}

const waive = (shop: TestShop, refundId: string, requestId: string = randomUUID()) =>
  waiveRefund(shop, { refundId, requestId, note, by });
const view = (shop: TestShop, { number }: Bought) => getOrderForStaff(shop, { number });
const failedRefundCount = async (shop: TestShop) => (await getAttention(shop)).failedRefunds.count;

test("a customer who keeps the goods is owed no refund: Home, risk, timeline, audit log, customer's page, once", async ({
  shop,
}) => {
  const order = await bought(shop);
  const refundId = await failedRefund(shop, order);
  const before = await failedRefundCount(shop);
  const requestId = randomUUID();
  await Promise.all([1, 2].map(() => waive(shop, refundId, requestId)));

  const seen = await view(shop, order);
  expect(seen).toMatchObject({
    paymentState: "paid",
    fulfilmentState: "unfulfilled",
    risks: [],
    payment: { refunded: { amount: 0 }, refundable: { amount: 2_590 } },
    refunds: [{ state: "failed", whyNoRetry: "waived", waived: { by: "Manager", note } }],
    can: { ship: true, refund: true },
  });
  expect(seen.timeline.at(-1)).toMatchObject({ kind: "refund_waived", track: "staff", details: { note } });
  expect(await failedRefundCount(shop)).toBe(before - 1);
  const { orders } = await listOrders(shop, { sort: "newest", limit: 100, attention: true });
  expect(orders.map(({ number }) => number)).not.toContain(order.number);
  const audited = { subject: order.number, action: "order.waive_refund" };
  expect(await shop.db.auditEntry.findMany({ where: audited })).toMatchObject([{ after: { note } }]);
  const customers = await getOrder(shop, order);
  expect(customers).toMatchObject({ refunds: [], goodsWait: false });
  expect(JSON.stringify(customers)).not.toContain(note);

  const because = { code: "REFUND_NOT_RETRIABLE", details: { because: "waived" } };
  await expect(waive(shop, refundId)).rejects.toMatchObject(because);
  const press = { refundId, requestId: randomUUID(), by };
  await expect(retryRefund(shop, press)).rejects.toMatchObject(because);
  await expect(payRefundAnotherWay(shop, { ...press, note })).rejects.toMatchObject(because);
});

test("goods that left despite the failed refund no longer keep it on Home", async ({ shop }) => {
  const order = await bought(shop);
  const refundId = await failedRefund(shop, order);
  const shipment = { requestId: randomUUID(), carrier: "DHL", trackingNumber: null, trackingUrl: null };
  const lines = [{ orderLineId: order.orderLineId, quantity: 1 }];
  const despite = ["refund_failed" as const];
  await shipOrder(shop, { orderId: order.orderId, ...shipment, lines, tellCustomer: false, despite, by });
  const before = await failedRefundCount(shop);
  await waive(shop, refundId);
  expect(await failedRefundCount(shop)).toBe(before - 1);
  // They may be refunded all the same, later on: that is a refund like any other.
  const { refundId: later } = await refundOrder(shop, wanted(order));
  await runJobs(shop);
  expect(await view(shop, order)).toMatchObject({ paymentState: "refunded" });
  await fail(shop, order, later);
  expect(await failedRefundCount(shop)).toBe(before);
});

test("money of a cancelled order stays owed, and an id of another press is refused", async ({ shop }) => {
  const [order, cancelled] = [await bought(shop), await bought(shop)];
  const cancelId = randomUUID();
  await cancelOrder(shop, { orderId: cancelled.orderId, requestId: cancelId, note: "", by });
  await runJobs(shop);
  await fail(shop, cancelled, cancelId);
  await expect(waive(shop, cancelId)).rejects.toMatchObject({ code: "REFUND_STILL_OWED" });
  const requestId = randomUUID();
  await waive(shop, await failedRefund(shop, order), requestId);
  const other = await failedRefund(shop, await bought(shop));
  await expect(waive(shop, other, requestId)).rejects.toMatchObject({ code: "REQUEST_ID_TAKEN" });
});

test("afterwards the ledger audit finds no violation", async ({ shop }) => {
  for (const { paymentIntentId } of await shop.db.payment.findMany())
    await syncPayment(shop, { paymentIntentId, track: "reconciliation" });
  expect((await auditLedger(shop)).violations).toEqual([]);
});
