import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { formatOrderNumber } from "@dualtrack/contract";
import {
  buy,
  manager as by,
  openTestShop,
  payAtStripe,
  readyToPay,
  runJobs,
  stockedVariant,
  stockOf,
  type TestShop,
} from "@dualtrack/testkit";
import { afterEach, beforeEach, expect, test } from "vitest";
import { placeOrder } from "../checkout/place-order.ts";
import type { Shop } from "../shop.ts";
import { receiveEvent } from "../webhooks/receive-event.ts";
import { startSyncRun } from "./start-sync-run.ts";
import { syncOrders } from "./sync-orders.ts";
import { syncRun } from "./sync-run.ts";
import { getSyncRun, listPending, listSyncRuns } from "./sync-run-views.ts";

let shop: TestShop;
let record: string;
beforeEach(async () => {
  shop = await openTestShop();
  record = await stockedVariant(shop, { onHand: 50 });
});
afterEach(() => shop[Symbol.asyncDispose]());

const start = (scope: "pending" | string[], requestId = randomUUID()) =>
  startSyncRun(shop, { requestId, scope: scope === "pending" ? scope : { orderNumbers: scope }, by });
const numberOf = async (orderId: string) =>
  formatOrderNumber((await shop.db.order.findUniqueOrThrow({ where: { id: orderId } })).number);

const loseJobs = () =>
  shop.db.$executeRaw`select from graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))`;

/** Paid, provisional, and everything that would confirm it is lost. */
async function stuckOrder() {
  const bought = await buy(shop, { [record]: 1 });
  await loseJobs();
  return { ...bought, number: await numberOf(bought.orderId) };
}

/** Placed, and not paid (yet). */
async function unpaidOrder() {
  const checkout = await readyToPay(shop, { [record]: 1 });
  const { orderId } = await placeOrder(shop, checkout);
  await loseJobs();
  return { ...checkout, orderId, number: await numberOf(orderId) };
}

const stripeFailsFor = (paymentIntentId: string) =>
  shop.outside.fault({
    kind: "api",
    action: "error",
    when: "before",
    method: "GET",
    path: `/v1/payment_intents/${paymentIntentId}`,
    status: 500,
  });

async function resultsOf(runId: string) {
  const run = await getSyncRun(shop, { runId });
  return Object.fromEntries(run.items.map(({ name, state, result }) => [name, { state, ...result }]));
}

test("each order gets its result, and the one that fails stops none of the others", async () => {
  shop.log.expectErrors(/a payment could not be synced/);
  const confirmed = await stuckOrder();
  const refunded = await stuckOrder();
  const cancelled = await unpaidOrder();
  await shop.stripe.paymentIntents.cancel(cancelled.paymentIntentId);
  await syncOrders(shop, { dueOnly: false });
  await shop.stripe.refunds.create({ payment_intent: refunded.paymentIntentId, amount: 1_000 });
  const stuck = await stuckOrder();
  const failing = await stuckOrder();
  await stripeFailsFor(failing.paymentIntentId);
  const atTheBank = await unpaidOrder();
  await payAtStripe(shop, atTheBank.paymentIntentId, "pm_card_threeDSecure2Required");

  const numbers = [confirmed, refunded, cancelled, stuck, failing, atTheBank].map(({ number }) => number);
  const { runId } = await start(numbers);
  await runJobs(shop);
  await shop.outside.noFaults();
  const results = await resultsOf(runId);
  expect(results[stuck.number]).toMatchObject({ state: "synced", code: "confirmed", refunds: [] });
  expect(results[confirmed.number]).toMatchObject({ state: "skipped", code: "confirmed_before" });
  expect(results[refunded.number]).toMatchObject({
    state: "synced",
    code: "confirmed_before",
    refunds: [{ state: "succeeded", amount: 1_000, currency: "eur" }],
  });
  expect(results[atTheBank.number]).toMatchObject({ state: "skipped", code: "waits_for_authentication" });
  expect(results[cancelled.number]).toMatchObject({ state: "skipped", code: "unpaid_before" });
  expect(results[failing.number]).toMatchObject({
    state: "failed",
    code: "stripe_not_asked",
    said: expect.stringMatching(/^server_error: .*talking to one of our backends/),
  });
  expect(await getSyncRun(shop, { runId })).toMatchObject({
    startedBy: "Manager",
    finishedAt: expect.any(String),
    counts: { total: 6, waiting: 0, failed: 1 },
  });
  expect(await shop.db.checkout.findUniqueOrThrow({ where: { id: failing.id } })).toMatchObject({
    lastSyncError: expect.stringMatching(/^server_error: .*talking to one of our backends/),
  });
  expect(shop.log.errors).toMatchObject([{ text: "a payment could not be synced" }]);
});

test("a payment that is over, one that was declined, and one that nobody has paid yet are told apart", async () => {
  const declined = await unpaidOrder();
  const over = await unpaidOrder();
  await shop.stripe.paymentIntents.cancel(over.paymentIntentId);
  await readyToPay(shop, { [record]: 1 }); // no order yet
  const { runId } = await start("pending");
  await runJobs(shop);
  const { items } = await getSyncRun(shop, { runId });
  expect(items.map(({ number, state, result }) => [number, state, result?.code])).toEqual([
    [declined.number, "synced", "declined"],
    [over.number, "synced", "unpaid"],
    [null, "skipped", "waits_for_customer"],
  ]);
});

test("goods sold out meanwhile: the run says that the money is refunded", async () => {
  const rare = await stockedVariant(shop, { onHand: 1 });
  const { orderId, id } = await buy(shop, { [rare]: 1 });
  await loseJobs();
  await shop.db.$executeRaw`select end_reservations(${id}::uuid, 'released', now())`;
  await buy(shop, { [rare]: 1 });
  await loseJobs();
  const { runId } = await start([await numberOf(orderId)]);
  await syncRun(shop, { runId });
  expect(Object.values(await resultsOf(runId))).toEqual([
    {
      state: "synced",
      ...{ code: "no_order", said: null, disputes: [] },
      refunds: [{ state: "requested", amount: 2_590, currency: "eur" }],
    },
  ]);
});

test("a manual sync finds an unknown inquiry and shows it", async () => {
  const { orderId, paymentIntentId } = await buy(shop, { [record]: 1 });
  await runJobs(shop);
  const { chargeId } = await shop.db.payment.findUniqueOrThrow({ where: { paymentIntentId } });
  await shop.outside.dispute(chargeId, { inquiry: true });
  const { runId } = await start([await numberOf(orderId)]);
  await runJobs(shop);
  expect(await getSyncRun(shop, { runId })).toMatchObject({
    items: [
      {
        state: "synced",
        result: {
          code: "confirmed_before",
          disputes: [{ status: "warning_needs_response", amount: 2_590, currency: "eur" }],
        },
      },
    ],
  });
});

test("a repeated or concurrent request makes one run and one audit entry", async () => {
  const { number } = await stuckOrder();
  const requestId = randomUUID();
  await Promise.all([1, 2, 3].map(() => start([number], requestId)));
  expect(await shop.db.syncRunItem.count({ where: { runId: requestId } })).toBe(1);
  expect(await shop.db.auditEntry.findMany({ where: { subject: number } })).toMatchObject([
    { action: "sync.start", staffEmail: by.email, after: { scope: "selected", orders: [number] } },
  ]);
});

test("the scope of pending payments takes all payments whose outcome is open, due or not, and no others", async () => {
  const stuck = await stuckOrder();
  const queued = await stuckOrder();
  await shop.db.checkout.update({
    where: { id: queued.id },
    data: { nextSyncAt: new Date(Date.now() + 3_600_000), syncAttempts: 7, lastSyncError: "timeout" },
  });
  expect(await listPending(shop)).toMatchObject({
    count: 2,
    hasWorker: false,
    payments: [
      { number: stuck.number, isProvisional: true, isFailed: false, lastError: null },
      { number: queued.number, attempts: 7, lastError: { code: "timeout", said: null } },
    ],
  });
  const change = (state: "failed" | "processing") =>
    shop.db.order.update({ where: { checkoutId: queued.id }, data: { state } });
  await change("failed");
  expect((await listPending(shop)).payments[1]).toMatchObject({ isProvisional: false, isFailed: true });
  await change("processing");
  const { runId } = await start("pending");
  await runJobs(shop);
  expect(await resultsOf(runId)).toEqual({
    [stuck.number]: expect.objectContaining({ state: "synced", code: "confirmed" }),
    [queued.number]: expect.objectContaining({ state: "synced", code: "confirmed" }),
  });
  expect(await shop.db.checkout.findUnique({ where: { id: queued.id } })).toMatchObject({
    syncAttempts: 8,
    lastSyncError: null,
  });
  expect(await listPending(shop)).toMatchObject({ count: 0 });
  expect((await listSyncRuns(shop, { limit: 1 })).runs).toMatchObject([
    { id: runId, counts: { total: 2, synced: 2 } },
  ]);
});

test("with nothing pending, a run is over at once; an order that does not exist starts none", async () => {
  const { runId } = await start("pending");
  expect(await getSyncRun(shop, { runId })).toMatchObject({
    counts: { total: 0 },
    finishedAt: expect.any(String),
  });
  const requestId = randomUUID();
  await expect(start(["DT-999999"], requestId)).rejects.toMatchObject({ code: "ORDER_NOT_FOUND" });
  await expect(getSyncRun(shop, { runId: requestId })).rejects.toMatchObject({ code: "SYNC_RUN_NOT_FOUND" });
});

test("two runs, the webhook and the background sync at once: one order, one mail, one sale", async () => {
  const rare = await stockedVariant(shop, { onHand: 5 });
  const { orderId, paymentIntentId } = await buy(shop, { [rare]: 1 });
  const number = await numberOf(orderId);
  const events = await shop.stripe.events.list({ type: "payment_intent.succeeded" });
  const event = events.data.find(({ data }) => (data.object as { id?: string }).id === paymentIntentId);
  if (event === undefined) throw new Error("Stripe made no event");
  await receiveEvent(shop, event);
  const [one, two] = await Promise.all([start([number]), start("pending")]);
  await Promise.all([runJobs(shop), runJobs(shop), syncOrders(shop, { dueOnly: false })]);

  const order = await shop.db.order.findUniqueOrThrow({
    where: { id: orderId },
    include: { timeline: true, mails: true },
  });
  expect(order.state).toBe("confirmed");
  expect(order.timeline.filter(({ kind }) => kind === "confirmed")).toHaveLength(1);
  expect(order.mails).toHaveLength(1);
  expect(await stockOf(shop, rare)).toEqual({ onHand: 4, reserved: 0 });
  expect(await shop.db.webhookEvent.findUnique({ where: { id: event.id } })).toMatchObject({
    state: "processed",
  });
  for (const { runId } of [one, two]) {
    const run = await getSyncRun(shop, { runId });
    expect(run).toMatchObject({ finishedAt: expect.any(String), counts: { waiting: 0, failed: 0 } });
  }
  expect(shop.log.errors).toEqual([]);
});

test("a run that was killed continues with the waiting payments and does nothing twice", async () => {
  shop.log.expectErrors(/a payment could not be synced/);
  const orders = [];
  for (let left = 12; left > 0; left -= 1) orders.push(await stuckOrder());
  const { runId } = await start(orders.map(({ number }) => number));
  await expect(syncRun(dyingAfter(30), { runId })).rejects.toThrow("killed");
  const halfWay = await getSyncRun(shop, { runId });
  expect(halfWay.finishedAt).toBeNull();
  expect(halfWay.counts.synced).toBeGreaterThan(0);
  expect(halfWay.counts.waiting).toBeGreaterThan(0);
  const done = halfWay.items.filter(({ doneAt }) => doneAt !== null);

  await runJobs(shop);
  const run = await getSyncRun(shop, { runId });
  expect(run).toMatchObject({ finishedAt: expect.any(String), counts: { total: 12, waiting: 0, failed: 0 } });
  expect(run.items).toEqual(expect.arrayContaining(done));
  const checkouts = await shop.db.checkout.findMany({
    where: { id: { in: done.map(({ checkoutId }) => checkoutId) } },
    select: { syncAttempts: true },
  });
  expect(checkouts).toEqual(done.map(() => ({ syncAttempts: 1 })));
  const confirmations = await shop.db.orderEvent.groupBy({
    by: ["orderId"],
    where: { kind: "confirmed", orderId: { in: orders.map(({ orderId }) => orderId) } },
    _count: true,
  });
  expect(confirmations.map(({ _count }) => _count)).toEqual(Array(12).fill(1));
});

/** A process whose time is up: it gets so many looks at its clock, and each later one is its end. */
function dyingAfter(looks: number): Shop {
  let left = looks;
  return {
    ...shop,
    clock: {
      now() {
        left -= 1;
        if (left < 0) throw new Error("killed");
        return shop.clock.now();
      },
    },
  };
}

test("watching a run shows each result", async () => {
  const { number } = await stuckOrder();
  const { runId } = await start([number]);
  let received = 0;
  const stop = shop.bus.subscribe("sync_run", runId, () => (received += 1));
  await syncRun(shop, { runId });
  for (let tries = 50; received < 2 && tries > 0; tries -= 1) await pause(20);
  stop();
  expect(received).toBeGreaterThanOrEqual(2); // the result, and the end
});
