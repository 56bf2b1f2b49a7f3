import { randomUUID } from "node:crypto";
import {
  buy,
  manager as by,
  runJobs,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import fc from "fast-check";
import { expect } from "vitest";
import { getFulfilment, openQuantityOf } from "../fulfilment/fulfilment-rows.ts";
import { auditLedger } from "../ledger-audit/audit-ledger.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { refundOrder } from "../refund-actions/refund-order.ts";
import { returnGoods } from "../refund-actions/return-goods.ts";
import { cancelOrder } from "../staff-actions/cancel-order.ts";
import { shipOrder } from "../staff-actions/ship-order.ts";

interface Bought {
  orderId: string;
  paymentIntentId: string;
  record: string;
  orderLineId: string;
}

/** A confirmed order of so many records at €20.00; one more than that is left on the shelf. */
async function bought(
  shop: TestShop,
  { quantity = 1, left = 1, card = "pm_card_visa" } = {},
): Promise<Bought> {
  const record = await stockedVariant(shop, { onHand: quantity + left });
  const { orderId, paymentIntentId } = await buy(shop, { [record]: quantity }, card);
  await runJobs(shop);
  const line = await shop.db.orderLine.findFirstOrThrow({ where: { orderId } });
  return { orderId, paymentIntentId, record, orderLineId: line.id };
}

function refund(
  shop: TestShop,
  { orderId, orderLineId }: Bought,
  { quantity = 1, restock = true, amount = 100 } = {},
) {
  const lines = [{ orderLineId, quantity, restock }];
  const what = { orderId, requestId: randomUUID(), amount, lines, reason: "other" as const, note: "", by };
  return refundOrder(shop, what);
}

async function decide(
  shop: TestShop,
  { paymentIntentId }: Bought,
  refundId: string,
  outcome: "succeed" | "fail",
) {
  const { stripeRefundId } = await shop.db.refund.findUniqueOrThrow({ where: { id: refundId } });
  await shop.outside.decideRefund(stripeRefundId, { outcome });
  await syncPayment(shop, { paymentIntentId, track: "webhook" });
}

const onHand = async (shop: TestShop, { record }: Bought) => (await stockOf(shop, record)).onHand;

async function readState(shop: TestShop, { orderId }: Bought) {
  const order = await getFulfilment(shop.db, orderId);
  const open = order.lines.map((line) => openQuantityOf(order, line));
  return { fulfilmentState: order.fulfilmentState, open };
}

const kinds = async (shop: TestShop, { orderId }: Bought) =>
  (await shop.db.orderEvent.findMany({ where: { orderId }, orderBy: { id: "asc" } })).map(({ kind }) => kind);

test("goods of a refund are restocked when it has succeeded, not while it is pending, and can't be shipped meanwhile", async ({
  shop,
}) => {
  const order = await bought(shop, { quantity: 2, card: "pm_card_pendingRefund" });
  const { refundId } = await refund(shop, order);
  await runJobs(shop);
  expect(await onHand(shop, order)).toBe(1);
  expect(await readState(shop, order)).toEqual({ fulfilmentState: "unfulfilled", open: [1] });
  await decide(shop, order, refundId, "succeed");
  expect(await onHand(shop, order)).toBe(2);
  await syncPayment(shop, { paymentIntentId: order.paymentIntentId, track: "sync" });
  expect(await onHand(shop, order)).toBe(2);
  expect(await kinds(shop, order)).toEqual([
    "placed",
    "confirmed",
    "refund_requested",
    "refund_pending",
    "refund_succeeded",
    "goods_returned",
  ]);
});

test("of two pieces, one of which staff put back before, the refund's success brings back the other alone", async ({
  shop,
}) => {
  const order = await bought(shop, { quantity: 2, left: 0, card: "pm_card_pendingRefund" });
  const { refundId } = await refund(shop, order, { quantity: 2 });
  await runJobs(shop);
  const { orderId, orderLineId } = order;
  const lines = [{ orderLineId, quantity: 1, backBefore: 0 }];
  await returnGoods(shop, { orderId, requestId: randomUUID(), lines, by });
  expect(await onHand(shop, order)).toBe(1);
  await decide(shop, order, refundId, "succeed");
  expect(await onHand(shop, order)).toBe(2);
});

test("a refund that fails before it succeeded leaves the order to be shipped, with its goods", async ({
  shop,
}) => {
  const order = await bought(shop, { card: "pm_card_pendingRefund" });
  const { refundId } = await refund(shop, order, { amount: 2_590 });
  await runJobs(shop);
  expect(await readState(shop, order)).toEqual({ fulfilmentState: "not_required", open: [0] });
  await decide(shop, order, refundId, "fail");
  expect(await readState(shop, order)).toEqual({ fulfilmentState: "unfulfilled", open: [1] });
  expect(await onHand(shop, order)).toBe(1);
  const shipment = { requestId: randomUUID(), carrier: "DHL", trackingNumber: null, trackingUrl: null };
  const { orderId, orderLineId } = order;
  await shipOrder(shop, {
    orderId,
    ...shipment,
    lines: [{ orderLineId, quantity: 1 }],
    tellCustomer: false,
    despite: ["refund_failed"],
    by,
  });
  expect(await readState(shop, order)).toEqual({ fulfilmentState: "shipped", open: [0] });
});

test("a refund that fails after its goods went back takes them out of stock again for the order", async ({
  shop,
}) => {
  const order = await bought(shop);
  const { refundId } = await refund(shop, order, { amount: 2_590 });
  await runJobs(shop);
  expect(await onHand(shop, order)).toBe(2);
  await decide(shop, order, refundId, "fail");
  expect(await onHand(shop, order)).toBe(1);
  expect(await readState(shop, order)).toEqual({ fulfilmentState: "unfulfilled", open: [1] });
  expect((await kinds(shop, order)).slice(-3)).toEqual([
    "goods_returned",
    "refund_failed",
    "goods_reclaimed",
  ]);
});

test("goods that others have bought meanwhile can't be shipped; the next refund does not restock them twice", async ({
  shop,
}) => {
  const order = await bought(shop, { left: 0 });
  const { refundId } = await refund(shop, order, { amount: 2_590 });
  await runJobs(shop);
  await buy(shop, { [order.record]: 1 });
  await runJobs(shop);
  await decide(shop, order, refundId, "fail");
  expect(await onHand(shop, order)).toBe(0);
  expect(await readState(shop, order)).toEqual({ fulfilmentState: "not_required", open: [0] });
  await refund(shop, order, { amount: 2_590 });
  await runJobs(shop);
  expect(await onHand(shop, order)).toBe(0);
});

test("cancelling returns the goods when its refund has succeeded; if that fails, they stay the shop's", async ({
  shop,
}) => {
  const order = await bought(shop, { card: "pm_card_pendingRefund" });
  const requestId = randomUUID();
  await cancelOrder(shop, { orderId: order.orderId, requestId, note: "", by });
  await runJobs(shop);
  expect(await onHand(shop, order)).toBe(1);
  await decide(shop, order, requestId, "succeed");
  expect(await onHand(shop, order)).toBe(2);
  await decide(shop, order, requestId, "fail");
  expect(await onHand(shop, order)).toBe(2);
  expect(await readState(shop, order)).toMatchObject({ fulfilmentState: "not_required" });
  await refund(shop, order, { amount: 2_590 });
  await runJobs(shop);
  expect(await onHand(shop, order)).toBe(2);
});

test("with any outcomes of refunds, reported in any order and repeatedly, each unit is counted once", async ({
  shop,
}) => {
  const step = fc.oneof(
    fc.record({ do: fc.constant("refund" as const), restock: fc.boolean() }),
    fc.record({
      do: fc.constant("decide" as const),
      which: fc.nat(3),
      outcome: fc.constantFrom("succeed" as const, "fail" as const),
    }),
    fc.record({ do: fc.constant("sync" as const) }),
    fc.record({ do: fc.constant("sell" as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 7 }), async (steps) => {
      const order = await bought(shop, { quantity: 2, left: 0, card: "pm_card_pendingRefund" });
      const refunds: string[] = [];
      let sold = 0;
      for (const each of steps) {
        if (each.do === "refund")
          await refund(shop, order, each).then(({ refundId }) => refunds.push(refundId), expectRefusal);
        else if (each.do === "sync")
          await syncPayment(shop, { paymentIntentId: order.paymentIntentId, track: "reconciliation" });
        else if (each.do === "sell")
          await buy(shop, { [order.record]: 1 }).then(() => (sold += 1), expectRefusal);
        else if (refunds[each.which] !== undefined)
          await decide(shop, order, refunds[each.which] ?? "", each.outcome).catch(expectDecided);
        await runJobs(shop);
      }
      const { fulfilmentState, open } = await readState(shop, order);
      const lost = await shop.db.refundLine.aggregate({
        where: { orderLineId: order.orderLineId, refund: { state: { notIn: ["failed", "canceled"] } } },
        _sum: { quantity: true, restockedQuantity: true },
      });
      const withdrawn = (lost._sum.quantity ?? 0) - (lost._sum.restockedQuantity ?? 0);
      // To be packed, on the shelf or sold from it, or given back without being there (yet).
      expect((open[0] ?? 0) + (await onHand(shop, order)) + sold + withdrawn).toBe(2);
      expect(fulfilmentState).toBe((open[0] ?? 0) > 0 ? "unfulfilled" : "not_required");
    }),
    { numRuns: 8, seed: 20_261_128 },
  );
});

function expectRefusal(error: unknown): void {
  expect(error).toHaveProperty("code", expect.any(String));
}

/** The sandbox says so of a refund that is not pending any more. */
function expectDecided(error: unknown): void {
  expect(String(error)).toContain("nothing left to decide");
}

test("afterwards the ledger audit finds no violation", async ({ shop }) => {
  await shop.outside.advance(60_000); // the bank decides about what was pending
  for (const { paymentIntentId } of await shop.db.payment.findMany())
    await syncPayment(shop, { paymentIntentId, track: "reconciliation" });
  expect((await auditLedger(shop)).violations).toEqual([]);
});
