import { randomUUID } from "node:crypto";
import { formatOrderNumber } from "@dualtrack/contract";
import {
  bankDecides,
  buy,
  manager as by,
  countStatements,
  debitAtStripe,
  payAtStripe,
  readyToPay,
  runJobs,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { placeOrder } from "../checkout/place-order.ts";
import { auditLedger } from "../ledger-audit/audit-ledger.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { refundOrder } from "../refund-actions/refund-order.ts";
import { cancelOrder } from "../staff-actions/cancel-order.ts";
import { handleEvent } from "../webhooks/handle-event.ts";
import { receiveEvent } from "../webhooks/receive-event.ts";
import { getPaymentTimeline } from "./get-payment-timeline.ts";
import { recomputeOrder } from "./recompute-order.ts";
import { storeStripeCalls } from "./store-stripe-calls.ts";

async function numberOf(shop: TestShop, orderId: string): Promise<string> {
  const { number } = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
  return formatOrderNumber(number);
}

/** Events of Stripe about a payment, received and acted on. */
async function deliverEvents(shop: TestShop, paymentIntentId: string): Promise<void> {
  const { data } = await shop.stripe.events.list({ type: "payment_intent.succeeded" });
  for (const event of data)
    if ((event.data.object as { id?: string }).id === paymentIntentId) {
      await receiveEvent(shop, event);
      await handleEvent(shop, { eventId: event.id });
    }
}

test("an order's payment timeline has all tracks in order, and its books are checked against it", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const { id, paymentIntentId, clientSecret } = await readyToPay(shop, { [record]: 2 });
  await payAtStripe(shop, paymentIntentId, "pm_card_chargeDeclinedInsufficientFunds").catch(() => {});
  shop.clock.advance(1_000);
  await syncPayment(shop, { paymentIntentId, track: "webhook" });
  shop.clock.advance(1_000);
  await payAtStripe(shop, paymentIntentId);
  const { orderId } = await placeOrder(shop, { paymentIntentId, clientSecret });
  shop.clock.advance(1_000);
  await deliverEvents(shop, paymentIntentId);
  await runJobs(shop);
  shop.clock.advance(60_000);
  const number = await numberOf(shop, orderId);
  const refund = { orderId, amount: 500, lines: [], reason: "other" as const, note: "", by };
  await refundOrder(shop, { ...refund, requestId: randomUUID() });
  await runJobs(shop);

  const { entries, check, isCut } = await getPaymentTimeline(shop, { number, by });
  expect(check).toEqual({ differences: [], comparesAmounts: true });
  expect(isCut).toBe(false);
  const what = entries.map((entry) =>
    entry.kind === "customer"
      ? `${entry.track}: ${entry.step}`
      : entry.kind === "decision"
        ? `${entry.track}: ${entry.decision}`
        : entry.kind === "event"
          ? `${entry.track}: ${entry.type} ${entry.state}`
          : `${entry.track}: ${entry.kind}`,
  );
  expect(what.filter((text) => !/payment_opened|declined|checkout_ended/.test(text))).toEqual([
    "customer: checkout_started",
    "success_page: placed",
    "webhook: payment_intent.succeeded processed",
    "webhook: confirmed",
    "staff: refund_requested",
    "staff: staff",
    "sync: refund_succeeded",
  ]);
  expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).toSorted());
  expect(entries.find((entry) => entry.kind === "customer" && entry.step === "declined")).toMatchObject({
    ...{ reason: "insufficient_funds", ids: [paymentIntentId], amount: { amount: 4_590, currency: "eur" } },
  });
  expect(entries.find((entry) => entry.kind === "event")).toMatchObject({
    ...{ attempts: 1, deliveries: 1, problem: null, processedAt: expect.any(String) },
    ids: [expect.stringMatching(/^evt_/), paymentIntentId],
  });
  expect(JSON.stringify(entries)).not.toContain("_secret_");

  // What staff do is in the audit log, which support does not see.
  const forSupport = await getPaymentTimeline(shop, { number, by: { role: "support" } });
  expect(forSupport.entries.filter(({ kind }) => kind === "staff")).toEqual([]);
  expect(forSupport.entries.length).toBe(entries.length - 1);
  await expect(getPaymentTimeline(shop, { number: "DT-999999", by })).rejects.toMatchObject({
    code: "ORDER_NOT_FOUND",
  });

  // Somebody changes the books by hand: the page and the nightly audit say what differs.
  await shop.db.order.update({ where: { id }, data: { state: "completed", paymentState: "refunded" } });
  const spoiled = await getPaymentTimeline(shop, { number, by });
  expect(spoiled.check.differences).toEqual([
    { field: "state", timeline: "confirmed", books: "completed" },
    { field: "paymentState", timeline: "partially_refunded", books: "refunded" },
  ]);
  const { violations } = await auditLedger(shop);
  expect(violations).toContainEqual({
    ...{ promise: 4, problem: "an order is not what its timeline says" },
    row: { number, field: "state", timeline: "confirmed", books: "completed" },
  });
  await shop.db.order.update({
    where: { id },
    data: { state: "confirmed", paymentState: "partially_refunded" },
  });
  await shop.db.payment.update({ where: { paymentIntentId }, data: { amountRefunded: 400 } });
  expect((await getPaymentTimeline(shop, { number, by })).check.differences).toEqual([
    { field: "refunded", timeline: 500, books: 400 },
  ]);
});

test("a payment of an order that was cancelled before is told in its timeline, and goes back", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const { paymentIntentId, clientSecret } = await readyToPay(shop, { [record]: 1 });
  await debitAtStripe(shop, paymentIntentId);
  const { orderId } = await placeOrder(shop, { paymentIntentId, clientSecret });
  await bankDecides(shop, paymentIntentId, "fail");
  shop.clock.advance(60_000);
  await syncPayment(shop, { paymentIntentId, track: "sync" });
  const number = await numberOf(shop, orderId);
  await shop.db.order.update({ where: { id: orderId }, data: { state: "cancelled" } });
  await shop.db.orderEvent.create({
    data: { orderId, kind: "cancelled", track: "staff", occurredAt: shop.clock.now() },
  });
  await payAtStripe(shop, paymentIntentId);
  shop.clock.advance(60_000);
  await syncPayment(shop, { paymentIntentId, track: "sync" });
  await runJobs(shop);
  await syncPayment(shop, { paymentIntentId, track: "sync" });
  const { entries, check } = await getPaymentTimeline(shop, { number, by });
  expect(entries.flatMap((entry) => (entry.kind === "decision" ? entry.decision : [])).slice(-4)).toEqual([
    ...["cancelled", "late_payment", "refund_requested", "refund_succeeded"],
  ]);
  expect(check).toEqual({ differences: [], comparesAmounts: true });
});

test("of an order from before amounts were written, the state alone is compared; a move that none may make is told", async ({
  shop,
}) => {
  const { orderId } = await buy(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
  await runJobs(shop);
  await cancelOrder(shop, { orderId, requestId: randomUUID(), note: "", by });
  await runJobs(shop);
  const rows = await shop.db.orderEvent.findMany({ where: { orderId }, orderBy: { id: "asc" } });
  const decisions = rows.map(({ id, kind, stripeId, details }) => ({
    id: String(id),
    kind,
    stripeId,
    details,
  }));
  expect(recomputeOrder(decisions)).toMatchObject({
    ...{ state: "cancelled", paymentState: "refunded", captured: 2_590, refunded: 2_590, hasAmounts: true },
  });
  const old = decisions.map((decision) => ({ ...decision, details: {} }));
  expect(recomputeOrder(old)).toMatchObject({ state: "cancelled", hasAmounts: false });
  const moved = recomputeOrder([...decisions, ...decisions.slice(1)]);
  expect(moved.impossibleMoves).toEqual(["cancelled → confirmed"]);
});

test("calls to Stripe about an order's money are kept with key, request id, time and outcome, once, and no secret", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  shop.stripeCalls.take(); // those of the tests before
  const { paymentIntentId, clientSecret } = await readyToPay(shop, { [record]: 1 });
  await payAtStripe(shop, paymentIntentId, "pm_card_chargeDeclinedInsufficientFunds").catch(() => {});
  await payAtStripe(shop, paymentIntentId);
  const { orderId } = await placeOrder(shop, { paymentIntentId, clientSecret });
  await runJobs(shop);
  await shop.outside.fault({ kind: "api", action: "cut", when: "before", path: "/v1/refunds", times: 1 });
  const refund = { orderId, amount: 500, lines: [], reason: "other" as const, note: "", by };
  await refundOrder(shop, { ...refund, requestId: randomUUID() });
  await runJobs(shop);
  await shop.stripe.paymentIntents.list({ limit: 1 }); // about no order, and not kept

  // What the database does not take is kept, and a batch that was stored though its answer was lost is there once.
  const taken = shop.stripeCalls.take();
  shop.stripeCalls.giveBack(taken);
  await storeStripeCalls(shop);
  shop.stripeCalls.giveBack(taken);
  await storeStripeCalls(shop);
  expect(await countStatements(() => storeStripeCalls(shop))).toBe(0);
  const number = await numberOf(shop, orderId);
  const { entries } = await getPaymentTimeline(shop, { number, by });
  const calls = entries.filter((entry) => entry.kind === "call");
  expect(calls.length).toBe(taken.length);
  expect(calls[0]).toMatchObject({
    operation: "POST /v1/payment_intents",
    idempotencyKey: expect.stringContaining(":0:"),
    requestId: expect.stringMatching(/^req_/),
    ...{ outcome: "ok", httpStatus: 200, errorCode: null, durationMs: expect.any(Number) },
    ids: [expect.stringMatching(/^req_/), paymentIntentId],
  });
  expect(calls.find(({ declineCode }) => declineCode === "insufficient_funds")).toMatchObject({
    ...{ operation: "POST /v1/payment_intents/:id/confirm", outcome: "refused", httpStatus: 402 },
    errorCode: "card_declined",
  });
  const refunds = calls.filter(({ operation }) => operation === "POST /v1/refunds");
  expect(refunds.length).toBe(1);
  expect(calls.filter(({ outcome }) => outcome === "no_answer")).toMatchObject([
    { operation: "GET /v1/refunds", httpStatus: null, requestId: null },
  ]);
  const stored = JSON.stringify(await shop.db.stripeCall.findMany());
  for (const secret of [clientSecret, "4242", "Main Street", "@"]) expect(stored).not.toContain(secret);
});
