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
import fc from "fast-check";
import { expect } from "vitest";
import type { DomainError } from "../domain-error.ts";
import { getFulfilment, progressOf, quantitiesOf } from "../fulfilment/fulfilment-rows.ts";
import { fulfilmentStateOf } from "../fulfilment/fulfilment-state.ts";
import { auditLedger } from "../ledger-audit/audit-ledger.ts";
import { getOrder } from "../order-views/get-order.ts";
import { getOrderForStaff } from "../order-views/get-order-for-staff.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { refundOrder } from "../refund-actions/refund-order.ts";
import { cancelOrder } from "./cancel-order.ts";
import { correctShipment } from "./correct-shipment.ts";
import { markDelivered } from "./mark-delivered.ts";
import { shipOrder } from "./ship-order.ts";

const byDhl = { carrier: "DHL", trackingNumber: "JD 01", trackingUrl: null };

interface Bought {
  orderId: string;
  number: string;
  /** The lines' ids, in the order of what was bought. */
  lines: string[];
  variants: string[];
}

/** A confirmed order with a line of so many records each, at €20.00 apiece. */
async function bought(shop: TestShop, ...quantities: number[]): Promise<Bought> {
  const variants = await Promise.all(quantities.map(() => stockedVariant(shop, { onHand: 10 })));
  const items = Object.fromEntries(variants.map((variant, index) => [variant, quantities[index] ?? 0]));
  const { orderId } = await buy(shop, items);
  await runJobs(shop);
  const order = await shop.db.order.findUniqueOrThrow({ where: { id: orderId }, include: { lines: true } });
  const lines = variants.map(
    (variant) => order.lines.find(({ variantId }) => variantId === variant)?.id ?? "",
  );
  return { orderId, number: formatOrderNumber(order.number), lines, variants };
}

/** `contents` is how many of each line are in the parcel. */
function ship(
  shop: TestShop,
  order: Bought,
  contents: number[],
  also: Partial<Parameters<typeof shipOrder>[1]> = {},
) {
  const lines = contents
    .map((quantity, index) => ({ orderLineId: order.lines[index] ?? "", quantity }))
    .filter(({ quantity }) => quantity > 0);
  const { orderId } = order;
  return shipOrder(shop, {
    orderId,
    requestId: randomUUID(),
    lines,
    ...byDhl,
    tellCustomer: true,
    by,
    ...also,
  });
}

const deliver = (shop: TestShop, shipmentId: string) =>
  markDelivered(shop, { shipmentId, tellCustomer: true, by });

const cancel = (shop: TestShop, { orderId }: Bought) =>
  cancelOrder(shop, { orderId, requestId: randomUUID(), note: "", by });

const refund = (shop: TestShop, { orderId, lines }: Bought, line: number, quantity: number, restock = true) =>
  refundOrder(shop, {
    orderId,
    requestId: randomUUID(),
    amount: 2_000 * quantity,
    lines: [{ orderLineId: lines[line] ?? "", quantity, restock }],
    reason: "other",
    note: "",
    by,
  });

const staffView = (shop: TestShop, { number }: Bought) => getOrderForStaff(shop, { number });

const mailsOf = (shop: TestShop, { orderId }: Bought) =>
  shop.db.mail.findMany({
    where: { orderId, kind: { in: ["order_shipped", "order_delivered"] } },
    orderBy: { id: "asc" },
  });

const audited = async (shop: TestShop, { number }: Bought) =>
  (await shop.db.auditEntry.findMany({ where: { subject: number }, orderBy: { id: "asc" } })).map(
    ({ action }) => action,
  );

test("an order ships in two shipments and is delivered: page, mails and audit log show it, and it is completed", async ({
  shop,
}) => {
  const order = await bought(shop, 2, 1);
  const first = await ship(shop, order, [1, 0]);
  expect(await staffView(shop, order)).toMatchObject({
    state: "confirmed",
    fulfilmentState: "partly_shipped",
    lines: [
      { shippedQuantity: 1, openQuantity: 1 },
      { shippedQuantity: 0, openQuantity: 1 },
    ],
    can: { ship: true, cancel: false },
  });
  const second = await ship(shop, order, [1, 1], { carrier: "A friend", trackingNumber: null });
  expect(await getOrder(shop, order)).toMatchObject({
    fulfilmentState: "shipped",
    parcels: [
      {
        carrier: "DHL",
        trackingNumber: "JD 01",
        trackingUrl: "https://www.dhl.com/global-en/home/tracking.html?tracking-id=JD01",
        deliveredAt: null,
        lines: [{ variantId: order.variants[0], quantity: 1 }],
      },
      { carrier: "A friend", trackingNumber: null, trackingUrl: null },
    ],
  });
  await deliver(shop, first.shipmentId);
  expect(await staffView(shop, order)).toMatchObject({ state: "confirmed", fulfilmentState: "shipped" });
  await deliver(shop, second.shipmentId);
  await runJobs(shop);

  const view = await staffView(shop, order);
  expect(view).toMatchObject({
    state: "completed",
    fulfilmentState: "delivered",
    can: { ship: false, cancel: false, refund: true },
  });
  const kinds = view.timeline.map(({ kind }) => kind);
  expect(kinds.slice(-5)).toEqual(["shipped", "shipped", "delivered", "delivered", "completed"]);
  expect(await audited(shop, order)).toEqual(["order.ship", "order.ship", "order.deliver", "order.deliver"]);
  const mails = await mailsOf(shop, order);
  expect(mails.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
    "order_shipped sent",
    "order_shipped sent",
    "order_delivered sent",
    "order_delivered sent",
  ]);
  expect(mails[0]?.subject).toMatch(/^A part of your order DT-\d+ is on its way$/);
  expect(mails[0]?.text).toContain("with DHL under the number JD 01");
  expect(mails[0]?.text).toContain("tracking-id=JD01");
  expect(mails[0]?.text.match(/follows later/g)).toHaveLength(2);
  expect(mails.slice(2).map(({ subject }) => subject)).toEqual([
    expect.stringMatching(/^A parcel of your order DT-\d+ has arrived$/),
    expect.stringMatching(/^Your order DT-\d+ has arrived$/),
  ]);
  expect(mails[1]?.subject).toMatch(/^Your order DT-\d+ is on its way$/);
});

test("a repeated or concurrent shipment is one shipment with one mail; so is its delivery", async ({
  shop,
}) => {
  const order = await bought(shop, 2);
  const requestId = randomUUID();
  await Promise.all([1, 2, 3].map(() => ship(shop, order, [1], { requestId })));
  await Promise.all([1, 2, 3].map(() => deliver(shop, requestId)));
  expect((await staffView(shop, order)).shipments).toHaveLength(1);
  expect((await mailsOf(shop, order)).map(({ kind }) => kind)).toEqual(["order_shipped", "order_delivered"]);
  expect(await audited(shop, order)).toEqual(["order.ship", "order.deliver"]);
});

test("a shipment's id that belongs to another order is refused, also concurrently", async ({ shop }) => {
  const [one, other] = [await bought(shop, 1), await bought(shop, 1)];
  const requestId = randomUUID();
  const outcomes = await Promise.allSettled(
    [one, other].map((order) => ship(shop, order, [1], { requestId })),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "REQUEST_ID_TAKEN" },
  });
});

test("the page changes also without a mail", async ({ shop }) => {
  const order = await bought(shop, 1);
  const { shipmentId } = await ship(shop, order, [1], { tellCustomer: false });
  await markDelivered(shop, { shipmentId, tellCustomer: false, by });
  expect(await mailsOf(shop, order)).toEqual([]);
  expect(await staffView(shop, order)).toMatchObject({ state: "completed" });
});

test("a mistyped number is corrected once: page and link follow, and a mail says so", async ({ shop }) => {
  const order = await bought(shop, 1);
  const { shipmentId } = await ship(shop, order, [1]);
  const shipped = await shop.db.shipment.findUniqueOrThrow({
    where: { id: shipmentId },
    select: { carrier: true, trackingNumber: true, trackingUrl: true },
  });
  const right = {
    ...{ shipmentId, seen: shipped },
    carrier: "DPD",
    trackingNumber: "09 12",
    trackingUrl: null,
    tellCustomer: true,
    by,
  };
  await Promise.all([correctShipment(shop, right), correctShipment(shop, right)]);
  expect(await getOrder(shop, order)).toMatchObject({
    parcels: [{ carrier: "DPD", trackingUrl: "https://tracking.dpd.de/status/en_US/parcel/0912" }],
  });
  expect((await mailsOf(shop, order)).map(({ subject }) => subject)).toEqual([
    expect.stringContaining("is on its way"),
    expect.stringContaining("corrected tracking details"),
  ]);
  expect(await audited(shop, order)).toEqual(["order.ship", "order.correct_shipment"]);
  // Somebody else who has seen the mistyped one as well learns what is stored, and may correct that.
  const other = { ...right, trackingNumber: "09 13" };
  const stored = { carrier: "DPD", trackingNumber: "09 12", trackingUrl: expect.stringContaining("0912") };
  const refusal = await correctShipment(shop, other).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: "SHIPMENT_CHANGED", details: stored });
  expect((await getOrder(shop, order)).parcels).toMatchObject([stored]);
  const { details: seen } = refusal as DomainError<"SHIPMENT_CHANGED">;
  await correctShipment(shop, { ...other, seen, tellCustomer: false });
  expect((await getOrder(shop, order)).parcels).toMatchObject([{ trackingNumber: "09 13" }]);
  const missing = { ...right, shipmentId: randomUUID() };
  await expect(correctShipment(shop, missing)).rejects.toMatchObject({ code: "SHIPMENT_NOT_FOUND" });
});

test("a shipment with too many units, or with goods of another order, is refused as a whole", async ({
  shop,
}) => {
  const order = await bought(shop, 2, 1);
  await refund(shop, order, 0, 1);
  await expect(ship(shop, order, [2, 1])).rejects.toMatchObject({
    code: "SHIP_TOO_MUCH",
    details: { lines: [{ requested: 2, open: 1 }] },
  });
  const other = await bought(shop, 1);
  const foreign = { ...order, lines: other.lines };
  await expect(ship(shop, foreign, [1])).rejects.toMatchObject({ code: "ORDER_LINE_NOT_FOUND" });
  expect(await staffView(shop, order)).toMatchObject({ shipments: [], fulfilmentState: "unfulfilled" });
  await ship(shop, order, [1, 1]);
  await expect(ship(shop, order, [1])).rejects.toMatchObject({ code: "NOTHING_TO_SHIP" });
});

test("an order that is cancelled, unpaid or refunded in full can't be shipped", async ({ shop }) => {
  const cancelled = await bought(shop, 1);
  await cancel(shop, cancelled);
  await expect(ship(shop, cancelled, [1])).rejects.toMatchObject({
    code: "ORDER_CANNOT_MOVE",
    details: { from: "cancelled", to: "shipped" },
  });
  const unpaid = await bought(shop, 1);
  await shop.db.order.update({
    where: { id: unpaid.orderId },
    data: {
      state: "processing",
      isProvisional: true,
      paymentState: "unpaid",
      confirmedAt: null,
      paidAt: null,
    },
  });
  await expect(ship(shop, unpaid, [1])).rejects.toMatchObject({ code: "ORDER_CANNOT_MOVE" });
  await shop.db.order.update({
    where: { id: unpaid.orderId },
    data: {
      state: "confirmed",
      isProvisional: false,
      paymentState: "paid",
      confirmedAt: shop.clock.now(),
      paidAt: shop.clock.now(),
    },
  });
  const { orderId } = unpaid;
  const requestId = randomUUID();
  await refundOrder(shop, { orderId, requestId, amount: 2_590, lines: [], reason: "other", note: "", by });
  await expect(ship(shop, unpaid, [1])).rejects.toMatchObject({ code: "NOTHING_TO_SHIP" });
});

test("a shipped order can't be cancelled, and the refusal says why", async ({ shop }) => {
  const order = await bought(shop, 2);
  await ship(shop, order, [1]);
  await expect(cancel(shop, order)).rejects.toMatchObject({ code: "ORDER_HAS_SHIPPED" });
  expect(await staffView(shop, order)).toMatchObject({ state: "confirmed", paymentState: "paid" });
});

test("refunding unshipped goods leaves the rest shipped; if that is delivered, the order is completed", async ({
  shop,
}) => {
  const order = await bought(shop, 2, 1);
  const { shipmentId } = await ship(shop, order, [1, 1]);
  await deliver(shop, shipmentId);
  expect(await staffView(shop, order)).toMatchObject({
    state: "confirmed",
    fulfilmentState: "partly_shipped",
  });
  await refund(shop, order, 0, 1);
  expect(await staffView(shop, order)).toMatchObject({ state: "completed", fulfilmentState: "delivered" });
});

test("returned goods are refunded and restocked; they stay shipped", async ({ shop }) => {
  const order = await bought(shop, 2);
  await ship(shop, order, [2]);
  await refund(shop, order, 0, 2);
  await runJobs(shop);
  const [variant = ""] = order.variants;
  expect(await stockOf(shop, variant)).toEqual({ onHand: 10, reserved: 0 });
  expect(await staffView(shop, order)).toMatchObject({
    fulfilmentState: "shipped",
    lines: [{ shippedQuantity: 2, refundedQuantity: 2, openQuantity: 0 }],
  });
});

test("a refund that fails makes its goods shippable again", async ({ shop }) => {
  shop.log.expectErrors(/Stripe refused a refund/);
  const order = await bought(shop, 2, 1);
  await ship(shop, order, [1, 0]);
  const ofOrder = { where: { checkout: { order: { id: order.orderId } } } };
  const { paymentIntentId } = await shop.db.payment.findFirstOrThrow(ofOrder);
  await refund(shop, order, 0, 1, false);
  await refund(shop, order, 1, 1, true);
  // Somebody in Stripe's dashboard is quicker, so there is too little left for ours.
  await shop.stripe.refunds.create({ payment_intent: paymentIntentId, amount: 6_589 });
  await syncPayment(shop, { paymentIntentId, track: "sync" });
  expect(await staffView(shop, order)).toMatchObject({ fulfilmentState: "shipped" });
  await runJobs(shop);
  expect(await staffView(shop, order)).toMatchObject({
    fulfilmentState: "partly_shipped",
    lines: [{ openQuantity: 1 }, { openQuantity: 1 }],
  });
});

test("two clerks ship the same unit at once: one shipment is made, the other is refused", async ({
  shop,
}) => {
  const order = await bought(shop, 1);
  const outcomes = await Promise.allSettled([ship(shop, order, [1]), ship(shop, order, [1])]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "NOTHING_TO_SHIP" },
  });
});

test("shipping and cancelling at once: one of them succeeds, the other is refused", async ({ shop }) => {
  for (let round = 0; round < 4; round += 1) {
    const order = await bought(shop, 1);
    const [shipped, cancelled] = await Promise.allSettled([ship(shop, order, [1]), cancel(shop, order)]);
    const view = await staffView(shop, order);
    if (shipped.status === "fulfilled") {
      expect(cancelled).toMatchObject({ reason: { code: "ORDER_HAS_SHIPPED" } });
      expect(view).toMatchObject({ state: "confirmed", fulfilmentState: "shipped", refunds: [] });
    } else {
      expect(shipped).toMatchObject({ reason: { code: "ORDER_CANNOT_MOVE" } });
      expect(view).toMatchObject({ state: "cancelled", fulfilmentState: "not_required", shipments: [] });
    }
  }
});

test("shipping and refunding the same unit at once: it is not both restocked and shipped", async ({
  shop,
}) => {
  const order = await bought(shop, 1, 1);
  const [shipped] = await Promise.allSettled([ship(shop, order, [1, 0]), refund(shop, order, 0, 1)]);
  const [line] = (await staffView(shop, order)).lines;
  // A piece that had left before is a return; one that was given back first stays here.
  expect(line).toMatchObject({
    refundedQuantity: 1,
    shippedQuantity: shipped.status === "fulfilled" ? 1 : 0,
  });
  if (shipped.status === "rejected") expect(shipped.reason).toMatchObject({ code: "SHIP_TOO_MUCH" });
});

test("after concurrent actions of clerks the quantities add up and the state follows from them", async ({
  shop,
}) => {
  const action = fc.oneof(
    fc.record({ kind: fc.constant("ship" as const), contents: fc.tuple(fc.nat(3), fc.nat(2)) }),
    fc.record({
      kind: fc.constant("refund" as const),
      line: fc.nat(1),
      quantity: fc.integer({ min: 1, max: 2 }),
    }),
    fc.record({ kind: fc.constant("cancel" as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 2, maxLength: 6 }), async (deeds) => {
      const order = await bought(shop, 3, 2);
      const outcomes = await Promise.allSettled(
        deeds.map(async (each) => {
          if (each.kind === "cancel") return cancel(shop, order);
          if (each.kind === "refund") return refund(shop, order, each.line, each.quantity);
          if (each.contents.some((quantity) => quantity > 0)) return ship(shop, order, each.contents);
        }),
      );
      for (const outcome of outcomes)
        if (outcome.status === "rejected") expect(outcome.reason).toHaveProperty("code", expect.any(String));
      const after = await shop.db.$transaction((tx) => getFulfilment(tx, order.orderId));
      const quantities = after.lines.map((line) => quantitiesOf(after, line));
      for (const { bought, shipped } of quantities) expect(shipped).toBeLessThanOrEqual(bought);
      const progress = after.lines.map((line) => progressOf(after, line, shop.clock.now()));
      expect(after.fulfilmentState).toBe(fulfilmentStateOf(progress));
      expect(after.state === "cancelled" && after.shipments.length > 0).toBe(false);
    }),
    { numRuns: 12, seed: 20_261_121 },
  );
});

test("the database refuses a shipment with more than was bought, and a cancelled order that has shipped", async ({
  shop,
}) => {
  const order = await bought(shop, 1);
  const { shipmentId } = await ship(shop, order, [1]);
  const shipment = { orderId: order.orderId, carrier: "DHL", shippedBy: "x", shippedAt: shop.clock.now() };
  const [orderLineId = ""] = order.lines;
  await expect(
    shop.db.shipment.create({
      data: { ...shipment, id: randomUUID(), lines: { create: { orderLineId, quantity: 1 } } },
    }),
  ).rejects.toThrow(/2 of 1/);
  const other = await bought(shop, 1);
  await expect(
    shop.db.shipmentLine.create({ data: { shipmentId, orderLineId: other.lines[0] ?? "", quantity: 1 } }),
  ).rejects.toThrow(/not of the order/);
  await expect(
    shop.db.order.update({ where: { id: order.orderId }, data: { state: "cancelled" } }),
  ).rejects.toThrow();
  await expect(shop.db.shipmentLine.deleteMany({ where: { shipmentId } })).rejects.toThrow();
});

test("afterwards the ledger audit finds no violation", async ({ shop }) => {
  await runJobs(shop);
  expect((await auditLedger(shop)).violations).toEqual([]);
});
