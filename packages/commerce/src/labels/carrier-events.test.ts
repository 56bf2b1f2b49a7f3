import { randomUUID } from "node:crypto";
import { buy, manager as by, runJobs, stockedVariant, type TestShop, test } from "@dualtrack/testkit";
import { type EasyPostSandbox, startEasyPostSandbox, type TrackerStatus } from "easypost-sandbox";
import { expect } from "vitest";
import { createEasyPost } from "../carrier/easypost.ts";
import { getAttention } from "../operations/get-attention.ts";
import { updateParcels } from "../shipping/update-parcels.ts";
import { buyLabel } from "./buy-label.ts";
import { rateLabel } from "./rate-label.ts";
import { readCarrierEvent } from "./read-carrier-event.ts";
import { receiveCarrierEvent } from "./receive-carrier-event.ts";
import { isCarrierSignature, isSignedByCarrier } from "./verify-carrier-event.ts";
import { voidLabel } from "./void-label.ts";

let easypost: EasyPostSandbox;
/** What the carriers' clocks say. */
let at = new Date("2026-11-29T08:00:00Z");
const secret = "sécret";

test.beforeAll(async ({ shop }) => {
  easypost = await startEasyPostSandbox({ webhook: { url: "", secret }, now: () => at });
  shop.carrier = createEasyPost(easypost);
  const address = {
    line1: "7 Quay Street",
    line2: "",
    postalCode: "1010",
    city: "Vienna",
    state: "",
    country: "AT",
  };
  const sender = { name: "Quay Tapes", phone: "", email: "send@example.com", address };
  await updateParcels(shop, { version: 1, sender, boxes: [], by });
});
test.afterAll(() => easypost.stop());

/** An order whose parcel is with its label, and the parcel's number. */
async function labelled(shop: TestShop) {
  const variantId = await stockedVariant(shop, { onHand: 1 });
  const { orderId } = await buy(shop, { [variantId]: 1 });
  await runJobs(shop);
  const [line] = await shop.db.orderLine.findMany({ where: { orderId } });
  const lines = [{ orderLineId: line?.id ?? "", quantity: 1 }];
  const request = { orderId, requestId: randomUUID(), lines, boxId: null, weightGrams: 400 };
  const { labelId, rates } = await rateLabel(shop, request);
  await buyLabel(shop, { labelId, rateId: rates[0]?.id ?? "", tellCustomer: true, by });
  const { trackingNumber } = await shop.db.shippingLabel.findUniqueOrThrow({ where: { id: labelId } });
  return { orderId, labelId, code: trackingNumber ?? "" };
}

/** The carrier reports a status at this minute of the day. */
function reported(code: string, status: TrackerStatus, minute: number) {
  at = new Date(Date.parse("2026-11-29T09:00:00Z") + minute * 60_000);
  return easypost.moveTracker(code, status);
}

async function receive(shop: TestShop, ...events: ReturnType<typeof reported>[]) {
  for (const { body, signature } of events) {
    const bytes = Buffer.from(body);
    expect(isCarrierSignature(signature) && isSignedByCarrier(bytes, signature, [secret])).toBe(true);
    const event = readCarrierEvent(bytes);
    if (event !== null) await receiveCarrierEvent(shop, event);
    await runJobs(shop);
  }
}

async function stateOf(shop: TestShop, { orderId, labelId }: { orderId: string; labelId: string }) {
  const order = await shop.db.order.findUniqueOrThrow({
    where: { id: orderId },
    include: { timeline: true },
  });
  const label = await shop.db.shippingLabel.findUniqueOrThrow({ where: { id: labelId } });
  const mails = await shop.db.mail.count({ where: { orderId, kind: "order_delivered" } });
  const { state, fulfilmentState, timeline } = order;
  const { trackerStatus, problem } = label;
  return {
    state,
    fulfilmentState,
    trackerStatus,
    problem,
    mails,
    kinds: timeline.map(({ kind }) => kind).slice(-2),
  };
}

test("a carrier's report of a delivery completes the order and tells the customer, once", async ({
  shop,
}) => {
  const parcel = await labelled(shop);
  const moving = reported(parcel.code, "in_transit", 1);
  const delivered = reported(parcel.code, "delivered", 2);
  await receive(shop, delivered, moving, delivered);
  expect(await stateOf(shop, parcel)).toEqual({
    state: "completed",
    fulfilmentState: "delivered",
    trackerStatus: "delivered",
    problem: null,
    mails: 1,
    kinds: ["delivered", "completed"],
  });
  const track = await shop.db.orderEvent.findFirst({ where: { orderId: parcel.orderId, kind: "delivered" } });
  expect(track?.track).toBe("carrier");
});

test("whatever order reports come in, the newest counts and a delivery stays", async ({ shop }) => {
  for (const order of [
    [0, 1, 2],
    [2, 0, 1],
    [1, 2, 0],
    [2, 1, 0],
  ]) {
    const parcel = await labelled(shop);
    const events = [
      reported(parcel.code, "failure", 10),
      reported(parcel.code, "delivered", 11),
      reported(parcel.code, "in_transit", 9),
    ];
    await receive(shop, ...order.flatMap((index) => events[index] ?? []));
    expect(await stateOf(shop, parcel)).toMatchObject({
      fulfilmentState: "delivered",
      trackerStatus: "delivered",
      problem: null,
      mails: 1,
    });
  }
});

test("what could not be delivered or comes back is on Home, and gone once it moves on", async ({ shop }) => {
  const parcel = await labelled(shop);
  await receive(shop, reported(parcel.code, "failure", 20));
  expect((await getAttention(shop)).parcelProblems).toMatchObject({
    count: 1,
    examples: [{ problem: "delivery_failed", trackingNumber: parcel.code }],
  });
  await receive(shop, reported(parcel.code, "out_for_delivery", 21));
  expect((await getAttention(shop)).parcelProblems.count).toBe(0);
  await receive(shop, reported(parcel.code, "return_to_sender", 22));
  expect(await stateOf(shop, parcel)).toMatchObject({
    fulfilmentState: "shipped",
    problem: "returned",
    kinds: ["delivery_failed", "shipment_returned"],
  });
});

test("a label can't be sent back once its parcel moves; one that was sent back and moves is told of", async ({
  shop,
}) => {
  const [moving, voided] = [await labelled(shop), await labelled(shop)];
  await receive(shop, reported(moving.code, "in_transit", 30));
  const back = { tellCustomer: false, by };
  await expect(voidLabel(shop, { labelId: moving.labelId, ...back })).rejects.toMatchObject({
    code: "LABEL_NOT_VOIDABLE",
    details: { because: "on_its_way" },
  });
  await voidLabel(shop, { labelId: voided.labelId, ...back });
  await receive(shop, reported(voided.code, "delivered", 31));
  expect(await stateOf(shop, voided)).toMatchObject({
    fulfilmentState: "unfulfilled",
    problem: "moved_after_void",
    mails: 0,
  });
});

test("reports about parcels of others, and what is no report, change nothing", async ({ shop }) => {
  const parcel = await labelled(shop);
  const foreign = JSON.parse(reported(parcel.code, "delivered", 40).body);
  foreign.result.shipment_id = "shp_of_somebody_else";
  const event = readCarrierEvent(Buffer.from(JSON.stringify(foreign)));
  if (event !== null) await receiveCarrierEvent(shop, event);
  await runJobs(shop);
  expect(await stateOf(shop, parcel)).toMatchObject({ fulfilmentState: "shipped", trackerStatus: null });
  for (const text of [
    "",
    "null",
    "{",
    "[]",
    '{"id":1}',
    `{"id":"${"x".repeat(300)}","description":"","result":{}}`,
  ])
    expect(readCarrierEvent(Buffer.from(text))).toBeNull();
});
