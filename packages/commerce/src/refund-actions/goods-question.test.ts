import { randomUUID } from "node:crypto";
import { formatOrderNumber } from "@dualtrack/contract";
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
import { shipOrder } from "../staff-actions/ship-order.ts";
import { decideRefundGoods } from "./decide-refund-goods.ts";
import { returnGoods } from "./return-goods.ts";

type GoodsQuestion = Awaited<ReturnType<typeof refundedAtStripe>>;

interface Case {
  quantity?: number;
  shipped?: number;
  /** Null: all of it. */
  amount?: number | null;
}

/** An order of so many records at €20.00 with €5.90 shipping; `amount` of it was refunded in Stripe's dashboard. */
async function refundedAtStripe(shop: TestShop, { quantity = 1, shipped = 0, amount = null }: Case = {}) {
  const record = await stockedVariant(shop, { onHand: quantity });
  const { orderId, paymentIntentId } = await buy(shop, { [record]: quantity });
  await runJobs(shop);
  const line = await shop.db.orderLine.findFirstOrThrow({ where: { orderId }, include: { order: true } });
  const question = {
    orderId,
    orderLineId: line.id,
    record,
    number: formatOrderNumber(line.order.number),
    paymentIntentId,
  };
  if (shipped > 0) await ship(shop, question, shipped);
  return { ...question, refundId: await refundMore(shop, paymentIntentId, amount ?? quantity * 2_000 + 590) };
}

async function refundMore(shop: TestShop, paymentIntentId: string, amount: number): Promise<string> {
  await shop.stripe.refunds.create({ payment_intent: paymentIntentId, amount });
  await syncPayment(shop, { paymentIntentId, track: "webhook" });
  const where = { paymentIntentId, isMadeAtStripe: true };
  return (await shop.db.refund.findFirstOrThrow({ where, orderBy: { id: "desc" } })).id;
}

function ship(
  shop: TestShop,
  { orderId, orderLineId }: Pick<GoodsQuestion, "orderId" | "orderLineId">,
  quantity: number,
) {
  const shipment = { requestId: randomUUID(), carrier: "DHL", trackingNumber: null, trackingUrl: null };
  return shipOrder(shop, {
    orderId,
    ...shipment,
    lines: [{ orderLineId, quantity }],
    tellCustomer: false,
    by,
  });
}

function putBack(
  shop: TestShop,
  { orderId, orderLineId }: GoodsQuestion,
  { quantity = 1, backBefore = 0 } = {},
) {
  const lines = [{ orderLineId, quantity, backBefore }];
  return returnGoods(shop, { orderId, requestId: randomUUID(), lines, by });
}

function answer(
  shop: TestShop,
  { refundId, orderLineId }: GoodsQuestion,
  { back = 0, gone = 0, backBefore = 0 },
) {
  const lines = [{ orderLineId, back, gone, backBefore }];
  return decideRefundGoods(shop, { refundId, requestId: randomUUID(), lines, by });
}

/** What the shelf, the stock's movements, the order, Home and the timeline say, side by side. */
async function readState(shop: TestShop, { orderId, record, number, refundId }: GoodsQuestion) {
  const { lines, refunds, stockMovements, timeline, fulfilmentState } = await getOrderForStaff(shop, {
    number,
  });
  const { undecidedGoods } = await getAttention(shop);
  const returned = stockMovements.filter(({ kind }) => kind === "return");
  return {
    onHand: (await stockOf(shop, record)).onHand,
    moved: returned.map(({ quantity }) => quantity),
    timeline: timeline.filter(({ kind }) => kind === "goods_returned").map(({ details }) => details),
    line: { back: lines[0]?.backQuantity, kept: lines[0]?.keptQuantity, open: lines[0]?.openQuantity },
    asks: refunds.some(({ asksForGoods }) => asksForGoods),
    onHome: undecidedGoods.examples.some((example) => example.refundId === refundId),
    fulfilmentState,
    orderId,
  };
}

const goods = (quantity: number) => ({ goods: [expect.stringMatching(`^${quantity} ×`)] });

test("goods that staff put back answer the question of a full refund at Stripe: it is asked nowhere any more", async ({
  shop,
}) => {
  const order = await refundedAtStripe(shop);
  expect(await readState(shop, order)).toMatchObject({
    asks: true,
    onHome: true,
    line: { back: 0, kept: 1 },
  });
  await putBack(shop, order);
  expect(await readState(shop, order)).toMatchObject({
    onHand: 1,
    moved: [1],
    timeline: [goods(1)],
    line: { back: 1, kept: 0, open: 0 },
    asks: false,
    onHome: false,
    fulfilmentState: "not_required",
  });
  // An answer that was being written meanwhile books it no second time, whether it knows of the piece or not.
  await expect(answer(shop, order, { back: 1 })).rejects.toMatchObject({
    code: "GOODS_CHANGED",
    details: { seen: 0, back: 1 },
  });
  const knowing = answer(shop, order, { back: 1, backBefore: 1 });
  await expect(knowing).rejects.toMatchObject({ code: "REFUND_GOODS_NOT_ASKED" });
  expect(await readState(shop, order)).toMatchObject({ onHand: 1, moved: [1], timeline: [goods(1)] });
});

test("the other way round: an answer leaves nothing to put back", async ({ shop }) => {
  const order = await refundedAtStripe(shop, { shipped: 1 });
  await answer(shop, order, { back: 1 });
  const after = { onHand: 1, moved: [1], timeline: [goods(1)], asks: false, onHome: false };
  expect(await readState(shop, order)).toMatchObject({
    ...after,
    fulfilmentState: "shipped",
    line: { back: 1, kept: 0 },
  });
  await expect(putBack(shop, order)).rejects.toMatchObject({ code: "GOODS_CHANGED" });
  await expect(putBack(shop, order, { backBefore: 1 })).rejects.toMatchObject({ code: "GOODS_TOO_MANY" });
  expect(await readState(shop, order)).toMatchObject(after);
});

test.for([0, 1])("both at once book one piece once (%i sent)", async (shipped, { shop }) => {
  const order = await refundedAtStripe(shop, { shipped });
  const ends = await Promise.allSettled([putBack(shop, order), answer(shop, order, { back: 1 })]);
  expect(ends.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(ends.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "GOODS_CHANGED" },
  });
  expect(await readState(shop, order)).toMatchObject({
    onHand: 1,
    moved: [1],
    timeline: [goods(1)],
    line: { back: 1, kept: 0, open: 0 },
    asks: false,
    onHome: false,
  });
});

test("the one piece of three that came back is booked once, though two clerks book it at once", async ({
  shop,
}) => {
  const order = await refundedAtStripe(shop, { quantity: 3, shipped: 3 });
  const ends = await Promise.allSettled([putBack(shop, order), answer(shop, order, { back: 1 })]);
  expect(ends.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "GOODS_CHANGED" },
  });
  expect(await readState(shop, order)).toMatchObject({ onHand: 1, moved: [1], line: { back: 1, kept: 2 } });
});

test("of three pieces one is back already: the question is about the other two, and each is booked once", async ({
  shop,
}) => {
  const order = await refundedAtStripe(shop, { quantity: 3, shipped: 3, amount: 2_000 });
  await putBack(shop, order);
  expect(await readState(shop, order)).toMatchObject({
    asks: true,
    onHome: true,
    line: { back: 1, kept: 2 },
  });
  await expect(answer(shop, order, { back: 2, gone: 1, backBefore: 1 })).rejects.toMatchObject({
    code: "GOODS_TOO_MANY",
    details: { wanted: 3, left: 2 },
  });
  await answer(shop, order, { back: 1, backBefore: 1 });
  expect(await readState(shop, order)).toMatchObject({
    onHand: 2,
    moved: [1, 1],
    line: { back: 2, kept: 1, open: 0 },
    asks: false,
    onHome: false,
    fulfilmentState: "shipped",
  });
  const { refunds } = await getOrderForStaff(shop, { number: order.number });
  expect(refunds).toMatchObject([{ lines: [{ quantity: 2, restockedQuantity: 2 }] }]);
  // What was with the customer comes back later.
  await putBack(shop, order, { backBefore: 2 });
  expect(await readState(shop, order)).toMatchObject({ onHand: 3, line: { back: 3, kept: 0 } });
  await expect(putBack(shop, order, { backBefore: 3 })).rejects.toMatchObject({ code: "GOODS_TOO_MANY" });
});

test("goods that were back before the refund was made at Stripe are asked about by nobody", async ({
  shop,
}) => {
  const order = await refundedAtStripe(shop, { quantity: 2, shipped: 2, amount: 2_000 });
  await answer(shop, order, { back: 1 });
  await putBack(shop, order, { backBefore: 1 });
  await refundMore(shop, order.paymentIntentId, 2_590);
  expect(await readState(shop, order)).toMatchObject({ onHand: 2, asks: false, onHome: false });
});

test("what does not come back is answered by the question alone, and may come back after all", async ({
  shop,
}) => {
  const order = await refundedAtStripe(shop, { quantity: 2, shipped: 1 });
  await putBack(shop, order); // the one that never left
  await answer(shop, order, { gone: 1, backBefore: 1 });
  expect(await readState(shop, order)).toMatchObject({
    onHand: 1,
    line: { back: 1, kept: 0, open: 0 },
    onHome: false,
  });
  await putBack(shop, order, { backBefore: 1 });
  expect(await readState(shop, order)).toMatchObject({ onHand: 2, line: { back: 2 }, moved: [1, 1] });
});

test("afterwards the ledger audit finds no violation", async ({ shop }) => {
  for (const { paymentIntentId } of await shop.db.payment.findMany())
    await syncPayment(shop, { paymentIntentId, track: "reconciliation" });
  expect((await auditLedger(shop)).violations).toEqual([]);
});
