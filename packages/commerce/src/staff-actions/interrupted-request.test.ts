import { randomUUID } from "node:crypto";
import {
  manager as by,
  payAtStripe,
  readyToPay,
  runJobs,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { finishRequest } from "../checkout/finish-request.ts";
import { placeOrder } from "../checkout/place-order.ts";
import { saveRequest } from "../checkout-requests/checkout-requests.ts";
import { auditLedger } from "../ledger-audit/audit-ledger.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { cancelOrder } from "./cancel-order.ts";

async function provisionalOrder(shop: TestShop) {
  const record = await stockedVariant(shop, { onHand: 1 });
  const checkout = await readyToPay(shop, { [record]: 1 });
  const { paymentIntentId, clientSecret } = checkout;
  return { record, checkout, ...(await placeOrder(shop, { paymentIntentId, clientSecret })) };
}

const orderOf = (shop: TestShop, id: string) =>
  shop.db.order.findUniqueOrThrow({ where: { id }, include: { timeline: { orderBy: { id: "asc" } } } });
const openOnes = (shop: TestShop, checkoutId: string) =>
  shop.db.checkoutRequest.count({ where: { checkoutId } });

/** All that a process has done which dies before it asks Stripe to end the payment. */
async function asked(shop: TestShop, checkoutId: string, kind: "cancel_order" | "release"): Promise<string> {
  const requestId = randomUUID();
  await saveRequest(shop, { requestId, checkoutId, kind, note: "The customer called", by });
  return requestId;
}

test("the process dies after staff cancelled: the job ends the payment and cancels the order in their name", async ({
  shop,
}) => {
  const { orderId, record, checkout } = await provisionalOrder(shop);
  const requestId = await asked(shop, checkout.id, "cancel_order");
  const [job] = await shop.db.$queryRaw<[{ runAt: Date }]>`
    select run_at as "runAt" from graphile_worker.jobs where key = ${`finish-request:${requestId}`}`;
  const { requestedAt } = await shop.db.checkoutRequest.findUniqueOrThrow({ where: { id: requestId } });
  expect(job.runAt.getTime()).toBe(requestedAt.getTime() + 60_000);

  for (let times = 0; times < 2; times += 1) await finishRequest(shop, { requestId });
  const order = await orderOf(shop, orderId);
  expect(order.state).toBe("cancelled");
  expect(order.timeline.at(-1)).toMatchObject({ kind: "cancelled", track: "staff" });
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 0 });
  expect(await openOnes(shop, checkout.id)).toBe(0);
  const audited = await shop.db.auditEntry.findMany({ where: { subject: `DT-${order.number}` } });
  expect(audited).toMatchObject([{ action: "order.cancel", staffName: by.name, ip: by.ip }]);
});

test("the customer pays before the job runs: settling the payment cancels the order and refunds it once", async ({
  shop,
}) => {
  const { orderId, record, checkout } = await provisionalOrder(shop);
  const requestId = await asked(shop, checkout.id, "cancel_order");
  const { paymentIntentId } = checkout;
  await payAtStripe(shop, paymentIntentId);
  for (let times = 0; times < 2; times += 1) await syncPayment(shop, { paymentIntentId, track: "webhook" });
  expect(await orderOf(shop, orderId)).toMatchObject({ state: "cancelled", paymentState: "paid" });
  await finishRequest(shop, { requestId });
  await runJobs(shop);
  expect(await orderOf(shop, orderId)).toMatchObject({ state: "cancelled", paymentState: "refunded" });
  expect(await shop.db.refund.findMany({ where: { paymentIntentId } })).toMatchObject([
    { id: requestId, state: "succeeded", requestedBy: by.name, note: "The customer called" },
  ]);
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 0 });
});

test("the sync finds no payment before staff's cancellation ends it at Stripe: the order is cancelled once nobody can pay it any more", async ({
  shop,
}) => {
  const { orderId, record, checkout } = await provisionalOrder(shop);
  const { paymentIntentId } = checkout;
  const requestId = await asked(shop, checkout.id, "cancel_order");
  await syncPayment(shop, { paymentIntentId, track: "sync" });
  expect(await orderOf(shop, orderId)).toMatchObject({ state: "failed" });
  expect(await openOnes(shop, checkout.id)).toBe(1);

  await finishRequest(shop, { requestId });
  expect(await orderOf(shop, orderId)).toMatchObject({ state: "cancelled" });
  expect(await shop.stripe.paymentIntents.retrieve(paymentIntentId)).toMatchObject({ status: "canceled" });
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 0 });
  expect(await openOnes(shop, checkout.id)).toBe(0);
});

test("the process dies after staff released a reservation: the job releases it, and says who and why", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { id } = await readyToPay(shop, { [record]: 1 });
  const requestId = await asked(shop, id, "release");
  await finishRequest(shop, { requestId });
  expect(await shop.db.checkout.findUnique({ where: { id } })).toMatchObject({
    state: "cancelled",
    endedBy: by.name,
    endedReason: "The customer called",
  });
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 0 });
});

test("a refused request is deleted and not carried out later", async ({ shop }) => {
  const { orderId, checkout } = await provisionalOrder(shop);
  await shop.outside.fault({ kind: "api", action: "error", path: "/v1/payment_intents/*/cancel" });
  const request = { orderId, requestId: randomUUID(), note: "", by };
  await expect(cancelOrder(shop, request)).rejects.toMatchObject({ code: "PAYMENT_UNAVAILABLE" });
  await shop.outside.noFaults();
  expect(await openOnes(shop, checkout.id)).toBe(0);
  await payAtStripe(shop, checkout.paymentIntentId);
  await syncPayment(shop, { paymentIntentId: checkout.paymentIntentId, track: "webhook" });
  expect(await orderOf(shop, orderId)).toMatchObject({ state: "confirmed" });
  shop.log.expectErrors(/the payment of an order could not be cancelled/);
  expect(shop.log.errors).toMatchObject([
    { facts: { orderId, checkoutId: checkout.id }, text: "the payment of an order could not be cancelled" },
  ]);
});

test("afterwards the ledger audit finds no violation", async ({ shop }) => {
  expect((await auditLedger(shop)).violations).toEqual([]);
});
