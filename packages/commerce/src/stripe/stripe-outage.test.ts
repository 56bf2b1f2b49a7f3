import {
  buy,
  guestWith,
  makeRetriesDue,
  openTestShop,
  payAtStripe,
  pressPay,
  readyToPay,
  reservationMs,
  runJobs,
  stockedVariant,
  stockOf,
  type TestShop,
} from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { setCartLine } from "../cart/change-cart.ts";
import { getCart } from "../cart/queries.ts";
import { expireCheckouts } from "../checkout/end-checkout.ts";
import { startCheckout } from "../checkout/start-checkout.ts";
import { syncOrders } from "../sync/sync-orders.ts";
import { receiveEvent } from "../webhooks/receive-event.ts";
import { probeFailingStripe } from "./probe-failing-stripe.ts";
import { createStripe } from "./stripe.ts";
import { inBackground, whilePersonWaits } from "./stripe-budget.ts";

/** How many requests the first fault has struck. */
async function faultCount(shop: TestShop): Promise<number> {
  return (await shop.outside.faults())[0]?.struck ?? 0;
}

async function status(shop: TestShop) {
  const row = await shop.db.serviceStatus.findUnique({ where: { service: "stripe" } });
  return { since: row?.failingSince ?? null, error: row?.lastError ?? null, writtenAt: row?.updatedAt };
}

async function guest(shop: TestShop) {
  const record = await stockedVariant(shop, { onHand: 5 });
  return { record, cartToken: await guestWith(shop, { [record]: 1 }) };
}

/** Goes to the checkout and presses Pay; answers the checkout's id. */
async function pay(shop: TestShop, cartToken: string): Promise<string> {
  const { id: checkoutId } = await startCheckout(shop, { cartToken });
  await pressPay(shop, { checkoutId, cartToken });
  return checkoutId;
}

/** Payments that Stripe has opened for a checkout. */
async function opened(shop: TestShop, checkoutId: string): Promise<number> {
  const { data } = await shop.stripe.paymentIntents.list({ limit: 100 });
  return data.filter(({ metadata }) => metadata.dualtrack_checkout === checkoutId).length;
}

const anyCall = { kind: "api", path: "/v1" } as const;

test("a Stripe that hangs slows no reservation; Pay waits as long as a person waits, then the customer knows, and keeps the goods", async () => {
  await using shop = await openTestShop({ stripeTimes: { person: 500, personAttempt: 200 } });
  shop.log.expectErrors(/Stripe did not open a payment/);
  const { record, cartToken } = await guest(shop);
  await shop.outside.fault({ ...anyCall, action: "hang" });
  const { id } = await startCheckout(shop, { cartToken });
  expect(await faultCount(shop)).toBe(0);
  await expect(pay(shop, cartToken)).rejects.toMatchObject({ code: "PAYMENT_UNAVAILABLE" });
  expect(await faultCount(shop)).toBeGreaterThan(1);
  expect(await faultCount(shop)).toBeLessThan(4);
  expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 1 });
  expect((await getCart(shop, { token: cartToken })).count).toBe(1);
  await shop.outside.noFaults();
  expect(await inBackground(() => pay(shop, cartToken))).toBe(id);
  expect(await opened(shop, id)).toBe(1);
});

test("a Stripe that hangs while the cart has changed: the old checkout is not ended, within the time of one person", async () => {
  await using shop = await openTestShop({ stripeTimes: { person: 500, personAttempt: 200 } });
  shop.log.expectErrors(/an outdated checkout could not be ended/);
  const { record, cartToken } = await guest(shop);
  const oldId = await inBackground(() => pay(shop, cartToken));
  await setCartLine(shop, { token: cartToken, variantId: record, quantity: 2 });
  await shop.outside.fault({ ...anyCall, action: "hang" });
  await whilePersonWaits(() =>
    expect(startCheckout(shop, { cartToken })).rejects.toMatchObject({ code: "PAYMENT_UNCERTAIN" }),
  );
  expect(await faultCount(shop)).toBeLessThan(4); // all calls together had the time of one
  expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 1 });
  await shop.outside.noFaults();
  const renewed = await inBackground(() => startCheckout(shop, { cartToken }));
  expect(renewed.id).not.toBe(oldId);
  expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 2 });
});

test("all calls of one request share its time: when it is over, nothing more is sent", async () => {
  await using shop = await openTestShop({ stripeTimes: { person: 600, personAttempt: 600 } });
  await shop.outside.fault({ ...anyCall, action: "hang" });
  await whilePersonWaits(async () => {
    await expect(shop.stripe.events.list()).rejects.toThrow("connection to Stripe");
    await expect.poll(() => faultCount(shop)).toBe(1);
    await expect(shop.stripe.events.list()).rejects.toThrow("connection to Stripe");
    expect(await faultCount(shop)).toBe(1);
  });
});

test("Stripe fails twice, in whatever way, and then answers: the customer notices nothing, and there is one payment", async () => {
  await using shop = await openTestShop();
  for (const fault of [
    { action: "rate_limit" },
    { action: "lock_timeout" },
    { action: "error", status: 503 },
    { action: "cut", when: "before" },
    { action: "cut", when: "after" },
  ] as const) {
    const { cartToken } = await guest(shop);
    await shop.outside.fault({ kind: "api", path: "/v1/payment_intents", times: 2, ...fault });
    const [one = "", other] = await Promise.all([pay(shop, cartToken), pay(shop, cartToken)]);
    expect(await faultCount(shop), JSON.stringify(fault)).toBe(2);
    await shop.outside.noFaults();
    expect(other).toBe(one);
    expect(await opened(shop, one), JSON.stringify(fault)).toBe(1);
  }
  expect((await status(shop)).since).toBeNull();
});

test("after three failed calls further calls fail at once without a request", async () => {
  await using shop = await openTestShop({ stripeTimes: { rest: 3_600_000 } });
  shop.log.expectErrors(/Stripe did not open a payment/);
  const { cartToken } = await guest(shop);
  await shop.outside.fault({ ...anyCall, action: "error", status: 500 });
  const refused = { code: "PAYMENT_UNAVAILABLE" };
  for (let call = 0; call < 3; call += 1) await expect(pay(shop, cartToken)).rejects.toMatchObject(refused);
  const before = await faultCount(shop);
  expect(before).toBeGreaterThan(3); // each was tried again
  await expect(pay(shop, cartToken)).rejects.toMatchObject(refused);
  await expect(inBackground(() => shop.stripe.events.list())).rejects.toThrow();
  expect(await faultCount(shop)).toBe(before);
  expect((await getCart(shop, { token: cartToken })).count).toBe(1);
});

test("a failure of Stripe at one payment does not block the shop, and its job is given up at last", async () => {
  await using shop = await openTestShop({ stripeTimes: { rest: 3_600_000 } });
  const { record, cartToken } = await guest(shop);
  const { paymentIntentId } = await buy(shop, { [record]: 1 });
  const path = `/v1/payment_intents/${paymentIntentId}$`;
  await shop.outside.fault({ kind: "api", action: "error", method: "GET", path });
  for (let round = 0; round < 5; round += 1) {
    await runJobs(shop);
    await makeRetriesDue(shop);
  }
  const [jobs] = await shop.db.$queryRaw<[{ tries: number }]>`
    select max(attempts)::integer as tries from graphile_worker.jobs where task_identifier = 'sync-payment'`;
  expect(jobs.tries).toBeGreaterThan(1); // counted, not put off
  expect((await status(shop)).since).toBeNull();
  expect(await opened(shop, await pay(shop, cartToken))).toBe(1);
});

test("refusals are answers: however many, the next customer can pay", async () => {
  await using shop = await openTestShop({ stripeTimes: { rest: 3_600_000 } });
  for (let call = 0; call < 6; call += 1)
    await expect(shop.stripe.paymentIntents.retrieve("pi_unknown")).rejects.toMatchObject({
      statusCode: 404,
    });
  const { cartToken } = await guest(shop);
  expect(await opened(shop, await pay(shop, cartToken))).toBe(1);
});

test("too many calls are told on Home until Stripe takes calls again, and the customer gets a place in line; too many for one object are an error of that", async () => {
  await using shop = await openTestShop({
    stripeTimes: { person: 4_000, personAttempt: 2_000, rest: 3_600_000 },
  });
  shop.log.expectErrors(/Stripe did not open a payment/);
  const { cartToken } = await guest(shop);
  const busy = async (reason: string, code: string) => {
    await shop.outside.fault({ ...anyCall, action: "rate_limit", reason });
    await expect(whilePersonWaits(() => pay(shop, cartToken))).rejects.toMatchObject({ code });
  };
  await busy("resource-specific", "PAYMENT_UNAVAILABLE");
  expect((await status(shop)).since).toBeNull();
  await shop.outside.noFaults();
  for (let press = 0; press < 4; press += 1) await busy("global-rate", "PAYMENT_QUEUED");
  expect(await status(shop)).toMatchObject({ error: "rate_limited" });
  expect((await status(shop)).since).not.toBeNull();
  await shop.outside.noFaults();
  await pay(shop, cartToken);
  expect((await status(shop)).since).toBeNull();
});

test("an outage is stored once, with its first failure, and ends with the first answer", async () => {
  await using shop = await openTestShop();
  await shop.outside.fault({ ...anyCall, action: "error", status: 500 });
  const before = shop.clock.now();
  await expect(shop.stripe.events.list()).rejects.toThrow();
  const first = await status(shop);
  expect(first.since?.getTime()).toBeGreaterThanOrEqual(before.getTime());
  expect(first.error).toBe("server_error: 500");
  shop.clock.advance(5_000);
  await expect(shop.stripe.events.list()).rejects.toThrow();
  expect(await status(shop)).toEqual(first); // not written again

  shop.clock.advance(60_000);
  await expect(shop.stripe.events.list()).rejects.toThrow();
  expect((await status(shop)).since).toEqual(first.since); // said again, of the same outage
  await shop.outside.noFaults();
  await shop.stripe.events.list();
  expect((await status(shop)).since).toBeNull();
});

test("an idle shop notices that Stripe works again, also if another process stored the outage", async () => {
  await using shop = await openTestShop();
  await shop.stripe.events.list(); // this process knows nothing of an outage
  const row = {
    service: "stripe",
    failingSince: shop.clock.now(),
    lastError: "gone",
    updatedAt: shop.clock.now(),
  };
  await shop.db.serviceStatus.upsert({ where: { service: "stripe" }, create: row, update: row });
  await shop.outside.fault({ ...anyCall, action: "cut" });
  expect(await probeFailingStripe(shop)).toEqual({ works: false });
  expect((await status(shop)).since).toEqual(row.failingSince);
  await shop.outside.noFaults();
  expect(await probeFailingStripe(shop)).toEqual({ works: true });
  expect((await status(shop)).since).toBeNull();
});

test("a refused secret key is distinguished from an outage", async () => {
  await using shop = await openTestShop();
  const parts = { apiBase: shop.sandbox.url, status: shop.stripeStatus, turns: shop.stripeTurns };
  await expect(createStripe({ ...parts, secretKey: "sk_test_wrong" }).events.list()).rejects.toMatchObject({
    statusCode: 401,
  });
  expect((await status(shop)).since).toBeNull();
  const key = () => shop.db.serviceStatus.findUniqueOrThrow({ where: { service: "stripe_key" } });
  expect((await key()).failingSince).not.toBeNull();
  await shop.stripe.events.list();
  expect((await key()).failingSince).toBeNull();
});

test("an outage of hours uses up no attempts: event, refund, sync and expiry all continue afterwards", async () => {
  await using shop = await openTestShop();
  shop.log.expectErrors(/a payment could not be synced/, /an expired checkout could not be ended/);
  const record = await stockedVariant(shop, { onHand: 5 });
  const paid = await readyToPay(shop, { [record]: 1 });
  await payAtStripe(shop, paid.paymentIntentId);
  const refunded = await buy(shop, { [record]: 1 });
  await runJobs(shop);
  const expired = await readyToPay(shop, { [record]: 1 });
  await shop.db.refund.create({
    data: { paymentIntentId: refunded.paymentIntentId, amount: 500, currency: "eur", reason: "other" },
  });
  const refund = await shop.db.refund.findFirstOrThrow();
  await shop.db.$executeRaw`
    select from graphile_worker.add_job('send-refund', json_build_object('refundId', ${refund.id}::text))`;
  const { data: events } = await shop.stripe.events.list({ type: "payment_intent.succeeded" });
  const event = events.find(({ data }) => (data.object as { id?: string }).id === paid.paymentIntentId);
  if (event === undefined) throw new Error("Stripe made no event");

  await shop.outside.fault({ ...anyCall, action: "error", status: 500 });
  await receiveEvent(shop, event);
  shop.clock.advance(reservationMs + 60_000);
  for (let round = 0; round < 15; round += 1) {
    await runJobs(shop);
    await makeRetriesDue(shop);
    const { failed } = await syncOrders(shop, { dueOnly: true });
    expect(failed).toBeGreaterThan(0);
    expect((await expireCheckouts(shop)).failed).toBeGreaterThan(0);
    shop.clock.advance(20 * 60_000);
  }
  expect(await shop.db.webhookEvent.findFirstOrThrow()).toMatchObject({
    state: "received",
    attempts: 0,
    lastError: expect.stringContaining("talking to one of our backends"),
  });
  expect((await shop.db.checkout.findUniqueOrThrow({ where: { id: paid.id } })).syncAttempts).toBe(0);
  const [jobs] = await shop.db.$queryRaw<[{ tries: number }]>`
    select coalesce(max(attempts), 0)::integer as tries from graphile_worker.jobs`;
  expect(jobs.tries).toBe(0);

  await shop.outside.noFaults();
  await makeRetriesDue(shop);
  await runJobs(shop);
  await expireCheckouts(shop);
  expect((await shop.db.webhookEvent.findFirstOrThrow()).state).toBe("processed");
  expect((await shop.db.order.findUniqueOrThrow({ where: { checkoutId: paid.id } })).state).toBe("confirmed");
  expect((await shop.db.refund.findFirstOrThrow()).state).toBe("succeeded");
  const sent = await shop.stripe.refunds.list({ payment_intent: refunded.paymentIntentId });
  expect(sent.data.map(({ amount }) => amount)).toEqual([500]);
  expect((await shop.db.checkout.findUniqueOrThrow({ where: { id: expired.id } })).state).not.toBe("paying");
});
