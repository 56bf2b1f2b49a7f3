import { randomUUID } from "node:crypto";
import {
  buy,
  manager as by,
  openTestShop,
  runJobs,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { syncPayment } from "../payments/sync-payment.ts";
import { refundOrder } from "../refund-actions/refund-order.ts";
import { cancelOrder } from "../staff-actions/cancel-order.ts";
import { auditLedger } from "./audit-ledger.ts";

let order: Awaited<ReturnType<typeof refundedOrder>>;
test.beforeAll(async ({ shop }) => {
  order = await refundedOrder(shop);
});

/** An order of two records, one of which was refunded and is back in stock. */
async function refundedOrder(shop: TestShop) {
  const record = await stockedVariant(shop, { onHand: 5 });
  const { orderId } = await buy(shop, { [record]: 2 });
  await runJobs(shop);
  const line = await shop.db.orderLine.findFirstOrThrow({ where: { orderId }, include: { order: true } });
  const lines = [{ orderLineId: line.id, quantity: 1, restock: true }];
  const what = { orderId, requestId: randomUUID(), amount: 2_000, lines, reason: "other" as const };
  const { refundId } = await refundOrder(shop, { ...what, note: "", by });
  await runJobs(shop);
  return { orderId, refundId, record, checkoutId: line.order.checkoutId };
}

const problems = async (shop: TestShop) => (await auditLedger(shop)).violations.map(({ problem }) => problem);

test("a refund whose goods are back is in order", async ({ shop }) => {
  expect(await problems(shop)).toEqual([]);
});

test("goods that a successful refund has not restocked are found", async ({ shop }) => {
  const { refundId } = order;
  const set = (restockedQuantity: number) =>
    shop.db.refundLine.updateMany({ where: { refundId }, data: { restockedQuantity } });
  await set(0);
  expect(await problems(shop)).toContainEqual(expect.stringContaining("are not back in stock"));
  await set(1);
});

test("goods that count for a failed refund are found", async ({ shop }) => {
  const where = { id: order.refundId };
  await shop.db.refund.update({ where, data: { state: "failed" } });
  expect(await problems(shop)).toContainEqual(expect.stringContaining("for a refund that did not happen"));
  await shop.db.refund.update({ where, data: { state: "succeeded" } });
});

test("an order that is unfulfilled though nothing is to be shipped is found, and the other way round", async ({
  shop,
}) => {
  const where = { id: order.orderId };
  await shop.db.order.update({ where, data: { fulfilmentState: "not_required" } });
  expect(await problems(shop)).toEqual([expect.stringContaining("waits to be packed")]);
  await shop.db.order.update({ where, data: { fulfilmentState: "unfulfilled" } });
});

test("goods that were restocked without a refund or a decision of staff are found", async ({ shop }) => {
  const { record: variantId, checkoutId } = order;
  const put = (quantity: number) =>
    shop.db.stockMovement.create({
      data: { variantId, kind: "return", quantity, checkoutId, reason: "refund_succeeded" },
    });
  await put(1);
  expect(await problems(shop)).toContainEqual(expect.stringContaining("staff did not say so"));
  await put(1);
  expect(await problems(shop)).toContainEqual(expect.stringContaining("not what the stock's movements say"));
});

test("a cancelled order whose refund failed waits for staff, and is no violation", async () => {
  await using other = await openTestShop();
  const { orderId, paymentIntentId } = await buy(other, { [await stockedVariant(other, { onHand: 1 })]: 1 });
  await runJobs(other);
  await cancelOrder(other, { orderId, requestId: randomUUID(), note: "", by });
  await runJobs(other);
  const [refund] = await other.db.refund.findMany();
  await other.outside.decideRefund(refund?.stripeRefundId, { outcome: "fail" });
  await syncPayment(other, { paymentIntentId, track: "webhook" });
  expect(await auditLedger(other)).toMatchObject({ waitingForStaff: 1, violations: [] });
  await other.db.refund.updateMany({ data: { amount: 1 } }); // as if most of it had been forgotten
  expect(await auditLedger(other)).toMatchObject({
    waitingForStaff: 0,
    violations: expect.arrayContaining([expect.objectContaining({ promise: 1 })]),
  });
});
