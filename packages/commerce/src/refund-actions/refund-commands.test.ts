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
import { auditLedger } from "../ledger-audit/audit-ledger.ts";
import { getAttention } from "../operations/get-attention.ts";
import { getOrderForStaff } from "../order-views/get-order-for-staff.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { cancelOrder } from "../staff-actions/cancel-order.ts";
import { shipOrder } from "../staff-actions/ship-order.ts";
import { decideRefundGoods } from "./decide-refund-goods.ts";
import { reclaimGoods } from "./reclaim-goods.ts";
import { refundOrder } from "./refund-order.ts";
import { retryRefund } from "./retry-refund.ts";
import { returnGoods } from "./return-goods.ts";

type Bought = Awaited<ReturnType<typeof bought>>;

/** A confirmed order of so many records at €20.00 with €5.90 shipping; `left` more are on the shelf. */
async function bought(shop: TestShop, { quantity = 1, left = 1, card = "pm_card_visa" } = {}) {
  const record = await stockedVariant(shop, { onHand: quantity + left });
  const { orderId, paymentIntentId } = await buy(shop, { [record]: quantity }, card);
  await runJobs(shop);
  const line = await shop.db.orderLine.findFirstOrThrow({ where: { orderId }, include: { order: true } });
  const number = formatOrderNumber(line.order.number);
  return { orderId, paymentIntentId, record, orderLineId: line.id, number };
}

function refund(shop: TestShop, { orderId, orderLineId }: Bought, amount = 2_590) {
  const lines = [{ orderLineId, quantity: 1, restock: true }];
  const what = { orderId, requestId: randomUUID(), amount, lines, reason: "other" as const };
  return refundOrder(shop, { ...what, note: "scratched", by });
}

async function fail(
  shop: TestShop,
  { paymentIntentId }: Bought,
  refundId: string,
  reason = "expired_or_canceled_card",
) {
  const { stripeRefundId } = await shop.db.refund.findUniqueOrThrow({ where: { id: refundId } });
  await shop.outside.decideRefund(stripeRefundId, { outcome: "fail", reason });
  await syncPayment(shop, { paymentIntentId, track: "webhook" });
}

async function refundAtStripe(shop: TestShop, { paymentIntentId }: Bought, amount: number) {
  const reason = "requested_by_customer" as const;
  await shop.stripe.refunds.create({ payment_intent: paymentIntentId, amount, reason });
  await syncPayment(shop, { paymentIntentId, track: "webhook" });
  return shop.db.refund.findFirstOrThrow({ where: { paymentIntentId, isMadeAtStripe: true } });
}

function ship(shop: TestShop, { orderId, orderLineId }: Bought, despite: PaymentRisk[] = []) {
  const shipment = { requestId: randomUUID(), carrier: "DHL", trackingNumber: null, trackingUrl: null };
  const lines = [{ orderLineId, quantity: 1 }];
  return shipOrder(shop, { orderId, ...shipment, lines, tellCustomer: false, despite, by });
}

const view = (shop: TestShop, { number }: Bought) => getOrderForStaff(shop, { number });
const onHand = async (shop: TestShop, { record }: Bought) => (await stockOf(shop, record)).onHand;
const failedRefundCount = async (shop: TestShop) => (await getAttention(shop)).failedRefunds.count;
const audited = async (shop: TestShop, { number }: Bought) =>
  (await shop.db.auditEntry.findMany({ where: { subject: number }, orderBy: { id: "asc" } })).map(
    ({ action }) => action,
  );

test("a failed refund is reported, retried once with the same amount, reason and goods, and then no longer reported", async ({
  shop,
}) => {
  const order = await bought(shop);
  const { refundId } = await refund(shop, order);
  await runJobs(shop);
  await fail(shop, order, refundId);
  expect((await getAttention(shop)).failedRefunds).toMatchObject({
    count: 1,
    examples: [{ refundId, number: order.number, failureReason: "expired_or_canceled_card" }],
  });
  expect((await view(shop, order)).refunds).toMatchObject([{ id: refundId, whyNoRetry: null }]);

  const requestId = randomUUID();
  await Promise.all([1, 2].map(() => retryRefund(shop, { refundId, requestId, by })));
  expect(await view(shop, order)).toMatchObject({ fulfilmentState: "not_required" });
  await runJobs(shop);
  const { refunds, fulfilmentState } = await view(shop, order);
  expect(refunds).toMatchObject([
    { id: refundId, state: "failed", whyNoRetry: "tried_again" },
    {
      id: requestId,
      state: "succeeded",
      retryOfId: refundId,
      amount: { amount: 2_590 },
      note: "scratched",
      lines: [{ quantity: 1, restock: true, restockedQuantity: 1 }],
    },
  ]);
  expect(fulfilmentState).toBe("not_required");
  expect(await onHand(shop, order)).toBe(2);
  expect(await failedRefundCount(shop)).toBe(0);
  expect(await audited(shop, order)).toEqual(["order.refund", "order.retry_refund"]);
  const again = retryRefund(shop, { refundId, requestId: randomUUID(), by });
  await expect(again).rejects.toMatchObject({ details: { because: "tried_again" } });
  const mails = await shop.db.mail.findMany({ where: { orderId: order.orderId }, orderBy: { id: "asc" } });
  expect(mails.map(({ kind }) => kind)).toEqual([
    "order_confirmed",
    "refund_sent",
    "refund_failed",
    "refund_sent",
  ]);
  expect(mails[2]?.text).toContain("Visa 4242 can't take money any more");
});

test("a refund of the shop itself can be retried in the same way", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 2 });
  const { orderId, paymentIntentId } = await buy(shop, { [record]: 1 });
  await runJobs(shop);
  await cancelOrder(shop, { orderId, requestId: randomUUID(), note: "", by });
  await runJobs(shop);
  const [made] = await shop.db.refund.findMany({ where: { paymentIntentId } });
  const refundId = made?.id ?? "";
  await shop.outside.decideRefund(made?.stripeRefundId, { outcome: "fail", reason: "declined" });
  await syncPayment(shop, { paymentIntentId, track: "sync" });
  expect(await failedRefundCount(shop)).toBe(1);
  await retryRefund(shop, { refundId, requestId: randomUUID(), by });
  await runJobs(shop);
  expect(await failedRefundCount(shop)).toBe(0);
  expect(await stockOf(shop, record)).toEqual({ onHand: 2, reserved: 0 });
});

test("a refund is not retried when it would not help, and the refusal says why", async ({ shop }) => {
  const order = await bought(shop, { quantity: 2 });
  const { refundId } = await refund(shop, order, 2_000);
  const retry = () => retryRefund(shop, { refundId, requestId: randomUUID(), by });
  await expect(retry()).rejects.toMatchObject({ details: { because: "not_failed" } });
  await runJobs(shop);
  await fail(shop, order, refundId);
  await refundAtStripe(shop, order, 4_000);
  await expect(retry()).rejects.toMatchObject({ details: { because: "refunded_meanwhile" } });
  const unknown = retryRefund(shop, { refundId: randomUUID(), requestId: randomUUID(), by });
  await expect(unknown).rejects.toMatchObject({ code: "REFUND_NOT_FOUND" });
});

test("money that the bank has taken is not refunded again, and needs no attention", async ({ shop }) => {
  const order = await bought(shop);
  const { chargeId } = await shop.db.payment.findUniqueOrThrow({
    where: { paymentIntentId: order.paymentIntentId },
  });
  await shop.outside.dispute(chargeId, { reason: "fraudulent" });
  await syncPayment(shop, { paymentIntentId: order.paymentIntentId, track: "webhook" });
  const refused = {
    paymentIntentId: order.paymentIntentId,
    amount: 500,
    currency: "eur",
    reason: "other" as const,
    state: "failed" as const,
    failureReason: "charge_disputed",
  };
  const before = await failedRefundCount(shop);
  const { id: refundId } = await shop.db.refund.create({ data: refused });
  expect(await failedRefundCount(shop)).toBe(before);
  const retry = retryRefund(shop, { refundId, requestId: randomUUID(), by });
  await expect(retry).rejects.toMatchObject({ details: { because: "charge_disputed" } });
});

test("a refund that the balance is too small for is made again by itself, and told after days", async ({
  shop,
}) => {
  const order = await bought(shop);
  const { refundId } = await refund(shop, order);
  await runJobs(shop);
  const before = await failedRefundCount(shop);
  await fail(shop, order, refundId, "insufficient_funds");
  expect(await failedRefundCount(shop)).toBe(before);
  const [, again] = (await view(shop, order)).refunds;
  expect(again).toMatchObject({ state: "requested", retryOfId: refundId });
  await runJobs(shop);
  expect((await view(shop, order)).refunds).toMatchObject([{ state: "failed" }, { state: "requested" }]);
  await runAllJobs(shop);
  expect((await view(shop, order)).refunds).toMatchObject([{ state: "failed" }, { state: "succeeded" }]);
  expect(await onHand(shop, order)).toBe(2);

  shop.clock.advance(4 * 24 * 60 * 60_000);
  await fail(shop, order, again?.id ?? "", "insufficient_funds");
  expect(await failedRefundCount(shop)).toBe(before + 1);
  await retryRefund(shop, { refundId: again?.id ?? "", requestId: randomUUID(), by });
  await runJobs(shop);
});

async function runAllJobs(shop: TestShop): Promise<void> {
  await shop.db.$executeRaw`
    select from graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs), run_at := now())`;
  await runJobs(shop);
}

test("goods of a refund made at Stripe are asked about, and decided once", async ({ shop }) => {
  const order = await bought(shop, { quantity: 3 });
  const { id: refundId, reason, createdAt } = await refundAtStripe(shop, order, 4_000);
  expect(reason).toBe("requested_by_customer");
  expect(createdAt.getMilliseconds()).toBe(0); // Stripe's own time
  expect((await getAttention(shop)).undecidedGoods).toMatchObject({
    count: 2, // and that of the test before
    examples: [expect.anything(), { refundId, number: order.number, money: { amount: 4_000 } }],
  });
  expect(await view(shop, order)).toMatchObject({
    fulfilmentState: "unfulfilled",
    lines: [{ openQuantity: 3 }],
  });

  const requestId = randomUUID();
  const lines = [{ orderLineId: order.orderLineId, back: 1, gone: 1, backBefore: 0 }];
  const tooMany = [{ orderLineId: order.orderLineId, back: 3, gone: 1, backBefore: 0 }];
  const refused = decideRefundGoods(shop, { refundId, requestId, lines: tooMany, by });
  await expect(refused).rejects.toMatchObject({ code: "GOODS_TOO_MANY", details: { wanted: 4, left: 3 } });
  await Promise.all([1, 2].map(() => decideRefundGoods(shop, { refundId, requestId, lines, by })));
  expect(await onHand(shop, order)).toBe(2);
  expect(await view(shop, order)).toMatchObject({
    lines: [{ openQuantity: 1 }],
    refunds: [{ asksForGoods: false, goodsDecidedBy: "Manager" }],
  });
  const otherwise = decideRefundGoods(shop, { refundId, requestId: randomUUID(), lines: [], by });
  await expect(otherwise).rejects.toMatchObject({ code: "REFUND_GOODS_DECIDED", details: { by: "Manager" } });
  expect(await audited(shop, order)).toEqual(["order.decide_refund_goods"]);
  expect((await getAttention(shop)).undecidedGoods.count).toBe(1);
});

test("an order refunded in full at Stripe needs no packing, unless staff say that its goods are still to be sent", async ({
  shop,
}) => {
  const order = await bought(shop);
  const { id: refundId } = await refundAtStripe(shop, order, 2_590);
  expect(await view(shop, order)).toMatchObject({ fulfilmentState: "not_required", can: { ship: false } });
  await decideRefundGoods(shop, { refundId, requestId: randomUUID(), lines: [], by });
  expect(await view(shop, order)).toMatchObject({ fulfilmentState: "unfulfilled", can: { ship: true } });
  await ship(shop, order);
  expect(await view(shop, order)).toMatchObject({ fulfilmentState: "shipped" });
});

test("staff put goods back before their refund has succeeded, and it does not put them there again", async ({
  shop,
}) => {
  const order = await bought(shop, { quantity: 2, card: "pm_card_pendingRefund" });
  const { refundId } = await refund(shop, order, 2_000);
  await runJobs(shop);
  const { orderId, orderLineId } = order;
  const requestId = randomUUID();
  const lines = [{ orderLineId, quantity: 1, backBefore: 0 }];
  await Promise.all([1, 2].map(() => returnGoods(shop, { orderId, requestId, lines, by })));
  expect(await onHand(shop, order)).toBe(2);
  const { stripeRefundId } = await shop.db.refund.findUniqueOrThrow({ where: { id: refundId } });
  await shop.outside.decideRefund(stripeRefundId, { outcome: "succeed" });
  await syncPayment(shop, { paymentIntentId: order.paymentIntentId, track: "webhook" });
  expect(await onHand(shop, order)).toBe(2);
  // The other piece is to be sent: it can't be put back without a refund.
  const another = [{ orderLineId, quantity: 1, backBefore: 1 }];
  const more = returnGoods(shop, { orderId, requestId: randomUUID(), lines: another, by });
  await expect(more).rejects.toMatchObject({ code: "GOODS_TOO_MANY", details: { left: 0 } });
  await ship(shop, order);
  await returnGoods(shop, { orderId, requestId: randomUUID(), lines: another, by }); // it came back
  expect(await onHand(shop, order)).toBe(3);
  expect(await audited(shop, order)).toEqual([
    "order.refund",
    "order.return_goods",
    "order.ship",
    "order.return_goods",
  ]);
});

test("an order whose goods were sold on gets them again when there are some, in one press", async ({
  shop,
}) => {
  const order = await bought(shop, { left: 0 });
  const { refundId } = await refund(shop, order);
  await runJobs(shop);
  await buy(shop, { [order.record]: 1 });
  await runJobs(shop);
  await fail(shop, order, refundId);
  expect(await view(shop, order)).toMatchObject({ lines: [{ openQuantity: 0, lackingQuantity: 1 }] });
  const { orderId, record: variantId } = order;
  const take = () => reclaimGoods(shop, { orderId, requestId: randomUUID(), by });
  await expect(take()).rejects.toMatchObject({ code: "OUT_OF_STOCK" });
  await shop.db.stockMovement.create({ data: { variantId, kind: "receive", quantity: 1 } });
  await take();
  expect(await onHand(shop, order)).toBe(0);
  expect(await view(shop, order)).toMatchObject({ lines: [{ openQuantity: 1, lackingQuantity: 0 }] });
  await expect(take()).rejects.toMatchObject({ code: "GOODS_NOT_LACKING" });
  await ship(shop, order, ["refund_failed"]);
});

test("goods that were sent after their refund failed are not put back when it is made again", async ({
  shop,
}) => {
  const order = await bought(shop);
  const { refundId } = await refund(shop, order);
  await runJobs(shop);
  await fail(shop, order, refundId);
  shop.clock.advance(1_000);
  await ship(shop, order, ["refund_failed"]);
  await retryRefund(shop, { refundId, requestId: randomUUID(), by });
  await runJobs(shop);
  expect(await onHand(shop, order)).toBe(1);
});

test("afterwards the ledger audit finds no violation", async ({ shop }) => {
  await shop.outside.advance(60_000); // the bank decides about what was pending
  for (const { paymentIntentId } of await shop.db.payment.findMany())
    await syncPayment(shop, { paymentIntentId, track: "reconciliation" });
  expect((await auditLedger(shop)).violations).toEqual([]);
});
