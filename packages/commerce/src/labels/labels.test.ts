import { randomUUID } from "node:crypto";
import {
  buy,
  manager as by,
  clientIp,
  contact,
  guestWith,
  makeRetriesDue,
  openPayment,
  payAtStripe,
  runJobs,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { type EasyPostSandbox, type Fault, startEasyPostSandbox } from "easypost-sandbox";
import { expect } from "vitest";
import { createEasyPost } from "../carrier/easypost.ts";
import { placeOrder } from "../checkout/place-order.ts";
import { startCheckout } from "../checkout/start-checkout.ts";
import { auditLedger } from "../ledger-audit/audit-ledger.ts";
import { getAttention } from "../operations/get-attention.ts";
import { getOrder } from "../order-views/get-order.ts";
import { getOrderForStaff } from "../order-views/get-order-for-staff.ts";
import { updateParcels } from "../shipping/update-parcels.ts";
import { cancelOrder } from "../staff-actions/cancel-order.ts";
import { shipOrder } from "../staff-actions/ship-order.ts";
import { buyLabel } from "./buy-label.ts";
import { dismissLabelProblem } from "./dismiss-label-problem.ts";
import { followLabels } from "./follow-labels.ts";
import { planLabel } from "./plan-label.ts";
import { rateLabel } from "./rate-label.ts";
import { finishLabel } from "./settle-label-purchase.ts";
import { getLabelFile } from "./store-label.ts";
import { voidLabel } from "./void-label.ts";

let easypost: EasyPostSandbox;
const boxId = randomUUID();

test.beforeAll(async ({ shop }) => {
  easypost = await startEasyPostSandbox();
  shop.carrier = createEasyPost(easypost);
  const address = {
    line1: "7 Quay Street",
    line2: "",
    postalCode: "1010",
    city: "Vienna",
    state: "",
    country: "AT",
  };
  const box = { id: boxId, name: "LP mailer", lengthMm: 340, widthMm: 340, heightMm: 60, weightGrams: 140 };
  await updateParcels(shop, {
    version: 1,
    sender: { name: "Quay Tapes", phone: "+43 1 234567", email: "send@example.com", address },
    boxes: [{ ...box, maxWeightGrams: 5_000 }],
    by,
  });
});
test.afterAll(() => easypost.stop());

/** A confirmed order of two records, and the carriers' rates for both. */
async function rated(shop: TestShop, quantity = 2) {
  const variantId = await stockedVariant(shop, { onHand: 5 });
  const { orderId } = await buy(shop, { [variantId]: 2 });
  await runJobs(shop);
  const { number, lines } = await shop.db.order.findUniqueOrThrow({
    where: { id: orderId },
    include: { lines: true },
  });
  const contents = [{ orderLineId: lines[0]?.id ?? "", quantity }];
  const request = { orderId, requestId: randomUUID(), lines: contents, boxId, weightGrams: 800 };
  const { labelId, rates } = await rateLabel(shop, request);
  return { orderId, number: `DT-${number}`, labelId, rateId: rates[0]?.id ?? "", request, contents };
}

type Rated = Awaited<ReturnType<typeof rated>>;

const purchase = ({ labelId, rateId }: Rated) => ({ labelId, rateId, tellCustomer: true, by });

async function labelOf(shop: TestShop, { labelId }: Rated) {
  return shop.db.shippingLabel.findUniqueOrThrow({ where: { id: labelId } });
}

/** Labels that the service has sold for this order's parcels. */
function soldFor({ labelId }: Rated): number {
  return easypost.shipments().filter(({ reference, postage_label }) => reference === labelId && postage_label)
    .length;
}

function laterBy(shop: TestShop, ms: number) {
  shop.clock.advance(ms);
}

function staffView(shop: TestShop, { number }: Rated) {
  return getOrderForStaff(shop, { number });
}

test("a label is bought for one of the carriers' rates, and its shipment is recorded with what the mail says", async ({
  shop,
}) => {
  const order = await rated(shop);
  expect(await rateLabel(shop, order.request)).toMatchObject({ labelId: order.labelId });
  expect(easypost.shipments().filter(({ reference }) => reference === order.labelId)).toHaveLength(1);
  expect(await buyLabel(shop, purchase(order))).toEqual({ outcome: "bought" });
  const { shipments, labels, timeline, fulfilmentState, mails } = await staffView(shop, order);
  const sold = easypost.shipments().find(({ reference }) => reference === order.labelId);
  expect(shipments).toMatchObject([
    { carrier: "AntonPost", trackingNumber: sold?.tracking_code, by: by.name, lines: order.contents },
  ]);
  expect(labels).toMatchObject([
    { state: "bought", cost: { amount: 580, currency: "usd" }, service: "Economy", whyNotVoid: null },
  ]);
  expect(fulfilmentState).toBe("shipped");
  expect(timeline.at(-1)).toMatchObject({ kind: "shipped", track: "staff" });
  expect(mails.filter(({ kind }) => kind === "order_shipped")).toHaveLength(1);
  const mail = await shop.db.mail.findFirstOrThrow({
    where: { orderId: order.orderId, kind: "order_shipped" },
  });
  expect(mail.text).toContain(sold?.tracking_code);
  expect(
    await shop.db.auditEntry.findFirst({ where: { action: "order.buy_label", subject: order.number } }),
  ).toMatchObject({
    staffName: by.name,
    after: {
      service: "Economy",
      cost: { amount: 580, currency: "usd" },
      trackingNumber: sold?.tracking_code,
    },
  });
  await runJobs(shop);
  expect(await getLabelFile(shop, { labelId: order.labelId })).toMatchObject({
    name: `label-${sold?.tracking_code}`,
  });
  expect((await auditLedger(shop)).violations).toEqual([]);
});

/** A confirmed order of one unit of each of these, sent to California. */
async function orderedAbroad(shop: TestShop, ...variantIds: string[]) {
  const cartToken = await guestWith(shop, Object.fromEntries(variantIds.map((id) => [id, 1])));
  const { id: checkoutId } = await startCheckout(shop, { cartToken });
  const shippingAddress = {
    ...{ line1: "1 Pier", line2: "", city: "San Francisco", state: "California" },
    ...{ postalCode: "94107", country: "US" },
  };
  const own = { checkoutId, cartToken, quoteNumber: 1, clientIp };
  const { payment } = await openPayment(shop, { ...own, contact, shippingAddress });
  await payAtStripe(shop, payment.paymentIntentId);
  await placeOrder(shop, payment);
  await runJobs(shop);
  const order = await shop.db.order.findUniqueOrThrow({ where: { checkoutId }, include: { lines: true } });
  const lines = order.lines.map(({ id: orderLineId }) => ({ orderLineId, quantity: 1 }));
  return { orderId: order.id, lines };
}

test("what customs want to know is declared of each line, also of what was given away", async ({ shop }) => {
  const [record, gift] = [
    await stockedVariant(shop, { onHand: 1 }),
    await stockedVariant(shop, { onHand: 1, price: 0 }),
  ];
  await shop.db.variant.update({ where: { id: record }, data: { hsCode: "852380", originCountry: "CZ" } });
  await shop.db.variant.update({ where: { id: gift }, data: { originCountry: "AT" } });
  const order = await orderedAbroad(shop, record, gift);
  const { missingCustoms } = await planLabel(shop, order);
  expect(missingCustoms).toMatchObject({ origins: [], hsCodes: [{ title: expect.any(String) }] });
  const { rates } = await rateLabel(shop, { ...order, requestId: randomUUID(), boxId, weightGrams: 800 });
  expect(rates.length).toBeGreaterThan(0);
  const { body } = easypost.calls.at(-1) ?? {};
  expect(body).toMatchObject({
    shipment: {
      customs_info: {
        customs_items: expect.arrayContaining([
          expect.objectContaining({ value: 20, origin_country: "CZ", hs_tariff_number: "852380" }),
          expect.objectContaining({ value: 0.01, origin_country: "AT" }),
        ]),
      },
    },
  });
});

test("nobody signs for customs where goods were made that the catalog does not say", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 2 });
  const { productId, product } = await shop.db.variant.findUniqueOrThrow({
    where: { id: record },
    include: { product: true },
  });
  const order = await orderedAbroad(shop, record);
  expect((await planLabel(shop, order)).missingCustoms.origins).toEqual([
    { productId, title: product.title },
  ]);
  const calls = easypost.calls.length;
  await expect(
    rateLabel(shop, { ...order, requestId: randomUUID(), boxId, weightGrams: 800 }),
  ).rejects.toMatchObject({ code: "LABEL_NEEDS_ORIGIN", details: { goods: [product.title] } });
  expect(easypost.calls).toHaveLength(calls);
  const inland = await rated(shop);
  expect((await planLabel(shop, { ...inland, lines: inland.contents })).missingCustoms).toEqual({
    origins: [],
    hsCodes: [],
  });
});

test("pressed twice, at once and later, it is one label, one shipment and one mail", async ({ shop }) => {
  const order = await rated(shop);
  await Promise.all([buyLabel(shop, purchase(order)), buyLabel(shop, purchase(order))]);
  await buyLabel(shop, purchase(order));
  const { shipments, mails } = await staffView(shop, order);
  expect([
    shipments.length,
    mails.filter(({ kind }) => kind === "order_shipped").length,
    soldFor(order),
  ]).toEqual([1, 1, 1]);
});

test.for<Fault>([
  { call: "buy", kind: "lost_answer" },
  { call: "buy", kind: "gateway" },
  { call: "buy", kind: "error", status: 503, code: "INTERNAL_SERVER_ERROR" },
  { call: "buy", kind: "error", status: 429, code: "RATE_LIMITED" },
  { call: "buy", kind: "error", status: 422, code: "SHIPMENT.PURCHASE.IN_PROGRESS" },
])("after %j a job finds out, and the label is bought once", async (fault, { shop }) => {
  const order = await rated(shop);
  easypost.injectFault(fault);
  expect(await buyLabel(shop, purchase(order))).toEqual({ outcome: "buying" });
  expect((await staffView(shop, order)).shipments).toEqual([]);
  await finishLabel(shop, { labelId: order.labelId });
  expect((await staffView(shop, order)).shipments).toHaveLength(1);
  expect(soldFor(order)).toBe(1);
});

test("a process that dies between purchase and record leaves a job that records it", async ({ shop }) => {
  const order = await rated(shop);
  // The label is bought, and whoever bought it never comes back.
  const { carrier } = shop;
  shop.carrier = carrier && {
    ...carrier,
    async buy(wanted, options) {
      await carrier.buy(wanted, options);
      throw new Error("killed");
    },
  };
  await expect(buyLabel(shop, purchase(order))).rejects.toThrow("killed");
  shop.carrier = carrier;
  expect(await labelOf(shop, order)).toMatchObject({ state: "buying", shipmentId: null });
  await shop.db.$executeRaw`
    select from graphile_worker.reschedule_jobs(
      array(select id from graphile_worker.jobs where key = ${`finish-label:${order.labelId}`}), run_at := now())`;
  await runJobs(shop);
  expect((await staffView(shop, order)).shipments).toHaveLength(1);
  expect(soldFor(order)).toBe(1);
});

test("a refused purchase buys nothing, says why, and the goods can be shipped in another way", async ({
  shop,
}) => {
  const order = await rated(shop);
  easypost.injectFault({
    call: "buy",
    kind: "error",
    status: 402,
    code: "PAYMENT_REQUIRED",
    message: "Top up first.",
  });
  await expect(buyLabel(shop, purchase(order))).rejects.toMatchObject({
    code: "LABEL_REFUSED",
    details: { problem: "refused", said: "Top up first." },
  });
  const byHand = { carrier: "A bike", trackingNumber: null, trackingUrl: null, tellCustomer: false };
  await shipOrder(shop, {
    orderId: order.orderId,
    requestId: randomUUID(),
    lines: order.contents,
    ...byHand,
    by,
  });
  expect(soldFor(order)).toBe(0);
});

test("what could not be bought within an hour is not bought any more, and stands on Home until somebody has looked", async ({
  shop,
}) => {
  const order = await rated(shop);
  easypost.injectFault({ call: "buy", kind: "gateway" });
  await buyLabel(shop, purchase(order));
  laterBy(shop, 61 * 60_000);
  expect((await getAttention(shop)).unclearLabels).toMatchObject({
    count: 1,
    examples: [{ number: order.number }],
  });
  await finishLabel(shop, { labelId: order.labelId });
  expect(await labelOf(shop, order)).toMatchObject({
    state: "failed",
    problem: "not_bought",
    lastError: "gave_up",
  });
  expect((await getAttention(shop)).parcelProblems.examples).toContainEqual(
    expect.objectContaining({ number: order.number, problem: "not_bought" }),
  );
  await dismissLabelProblem(shop, { labelId: order.labelId, by });
  expect((await getAttention(shop)).parcelProblems.count).toBe(0);
});

test("a label that was bought after its order was cancelled is sent back, and never lost", async ({
  shop,
}) => {
  const order = await rated(shop);
  easypost.injectFault({ call: "buy", kind: "lost_answer" });
  await buyLabel(shop, purchase(order));
  await cancelOrder(shop, { orderId: order.orderId, requestId: randomUUID(), note: "", by });
  await finishLabel(shop, { labelId: order.labelId });
  expect(await labelOf(shop, order)).toMatchObject({
    state: "voiding",
    problem: "not_shippable",
    costAmount: 580,
  });
  await runJobs(shop);
  expect(await labelOf(shop, order)).toMatchObject({ state: "void_submitted" });
  const view = await staffView(shop, order);
  expect([view.shipments, view.state]).toEqual([[], "cancelled"]);
  await dismissLabelProblem(shop, { labelId: order.labelId, by });
});

test("a purchase that failed for one call and succeeded for another is found and sent back", async ({
  shop,
}) => {
  const order = await rated(shop);
  easypost.injectFault({ call: "buy", kind: "error", status: 402, code: "PAYMENT_REQUIRED" });
  await expect(buyLabel(shop, purchase(order))).rejects.toMatchObject({ code: "LABEL_REFUSED" });
  const { carrierShipmentId } = await labelOf(shop, order);
  await shop.carrier?.buy({ shipmentId: carrierShipmentId, rateId: order.rateId }, { timeoutMs: 60_000 });
  laterBy(shop, 11 * 60_000);
  expect(await followLabels(shop)).toMatchObject({ lost: 1 });
  expect(await labelOf(shop, order)).toMatchObject({ state: "voiding", problem: "not_shippable" });
  await runJobs(shop);
  await dismissLabelProblem(shop, { labelId: order.labelId, by });
});

test("two clerks can't buy two labels of one order at a time, and goods at risk need a confirmation", async ({
  shop,
}) => {
  const order = await rated(shop, 1);
  const second = await rateLabel(shop, { ...order.request, requestId: randomUUID() });
  easypost.injectFault({ call: "buy", kind: "gateway" });
  await buyLabel(shop, purchase(order));
  const other = { labelId: second.labelId, rateId: second.rates[0]?.id ?? "", tellCustomer: false, by };
  await expect(buyLabel(shop, other)).rejects.toMatchObject({ code: "LABEL_BEING_BOUGHT" });
  await finishLabel(shop, { labelId: order.labelId });
  await buyLabel(shop, other);
  expect((await staffView(shop, order)).shipments).toHaveLength(2);
});

test("a label is sent back: its units are to be shipped again, and whoever was told is told again", async ({
  shop,
}) => {
  const order = await rated(shop);
  await buyLabel(shop, purchase(order));
  await Promise.all([1, 2].map(() => voidLabel(shop, { labelId: order.labelId, tellCustomer: true, by })));
  const view = await staffView(shop, order);
  expect([view.shipments, view.fulfilmentState, view.lines[0]?.openQuantity]).toEqual([[], "unfulfilled", 2]);
  expect((await getOrder(shop, { orderId: order.orderId })).parcels).toEqual([]);
  const mails = await shop.db.mail.findMany({
    where: { orderId: order.orderId, kind: "shipment_withdrawn" },
  });
  expect(mails.map(({ text }) => text.includes("It has not left us"))).toEqual([true]);
  expect(view.timeline.at(-1)).toMatchObject({ kind: "shipment_withdrawn" });
  const entries = await shop.db.auditEntry.findMany({
    where: { action: "order.void_label", subject: order.number },
  });
  expect(entries).toHaveLength(1);

  easypost.injectFault({ call: "refund", kind: "lost_answer" });
  await runJobs(shop);
  expect(await labelOf(shop, order)).toMatchObject({ state: "voiding" });
  await makeRetriesDue(shop);
  await runJobs(shop);
  const { carrierShipmentId } = await labelOf(shop, order);
  expect(await labelOf(shop, order)).toMatchObject({ state: "void_submitted" });
  easypost.decideRefund(carrierShipmentId, "refunded");
  laterBy(shop, 7 * 60 * 60_000);
  expect((await followLabels(shop)).asked).toBeGreaterThan(0);
  await runJobs(shop);
  expect(await labelOf(shop, order)).toMatchObject({ state: "voided", problem: null });

  const again = await rateLabel(shop, { ...order.request, requestId: randomUUID() });
  const rateId = again.rates[0]?.id ?? "";
  expect(await buyLabel(shop, { labelId: again.labelId, rateId, tellCustomer: false, by })).toEqual({
    outcome: "bought",
  });
  expect((await staffView(shop, order)).fulfilmentState).toBe("shipped");
  expect((await auditLedger(shop)).violations).toEqual([]);
});

test("a carrier that does not refund a label is named on Home", async ({ shop }) => {
  const order = await rated(shop);
  await buyLabel(shop, purchase(order));
  await voidLabel(shop, { labelId: order.labelId, tellCustomer: false, by });
  await runJobs(shop);
  easypost.decideRefund((await labelOf(shop, order)).carrierShipmentId, "rejected");
  laterBy(shop, 7 * 60 * 60_000);
  await followLabels(shop);
  await runJobs(shop);
  expect(await labelOf(shop, order)).toMatchObject({ state: "void_rejected", problem: "void_rejected" });
  expect((await getAttention(shop)).parcelProblems.examples).toMatchObject([{ number: order.number }]);
  await dismissLabelProblem(shop, { labelId: order.labelId, by });
});

test("what is missing for a label is said, and nothing is asked of carriers", async ({ shop }) => {
  const order = await rated(shop);
  const calls = easypost.calls.length;
  const request = { ...order.request, requestId: randomUUID() };
  await expect(rateLabel(shop, { ...request, weightGrams: 5_001 })).rejects.toMatchObject({
    code: "LABEL_TOO_HEAVY",
    details: { box: "LP mailer", maxGrams: 5_000 },
  });
  await expect(rateLabel(shop, { ...request, boxId: randomUUID() })).rejects.toMatchObject({
    code: "BOX_NOT_FOUND",
  });
  const tooMany = order.contents.map((line) => ({ ...line, quantity: 3 }));
  await expect(rateLabel(shop, { ...request, lines: tooMany })).rejects.toMatchObject({
    code: "SHIP_TOO_MUCH",
  });
  const { carrier } = shop;
  shop.carrier = null;
  await expect(rateLabel(shop, request)).rejects.toMatchObject({ code: "LABELS_NOT_SET_UP" });
  shop.carrier = carrier;
  expect(easypost.calls).toHaveLength(calls);
  easypost.injectFault({
    call: "create",
    kind: "error",
    status: 422,
    code: "ADDRESS.PARAMETERS.INVALID",
    message: "No such street.",
  });
  await expect(rateLabel(shop, request)).rejects.toMatchObject({
    code: "LABEL_REFUSED",
    details: { said: "No such street." },
  });
  easypost.injectFault({ call: "create", kind: "error", status: 429, code: "RATE_LIMITED" });
  await expect(rateLabel(shop, request)).rejects.toMatchObject({ code: "CARRIER_UNAVAILABLE" });
  easypost.injectFault({ call: "create", kind: "no_rates", message: "closed today" });
  expect(await rateLabel(shop, request)).toMatchObject({
    rates: [],
    messages: ["AntonPost: closed today", "BertaLogistics: closed today"],
  });
});
