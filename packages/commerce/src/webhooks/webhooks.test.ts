import { formatOrderNumber } from "@dualtrack/contract";
import {
  buy,
  manager as by,
  makeRetriesDue,
  openTestShop,
  payAtStripe,
  readyToPay,
  runJobs,
  stockedVariant,
  type TestShop,
} from "@dualtrack/testkit";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Shop } from "../shop.ts";
import { checkoutIdKey, shopIdKey } from "../stripe/payment-intents.ts";
import { listSyncRuns } from "../sync/sync-run-views.ts";
import { handleEvent } from "./handle-event.ts";
import { maskSecrets } from "./mask-secrets.ts";
import { receiveEvent } from "./receive-event.ts";
import { retryAllWebhookEvents, retryWebhookEvent } from "./retry-events.ts";
import { verifyEvent } from "./verify-event.ts";
import {
  countNewerWebhookEvents,
  countRetriableEvents,
  getWebhookEvent,
  listWebhookEvents,
  listWebhookRejections,
} from "./webhook-views.ts";

let shop: TestShop;
let record: string;
beforeEach(async () => {
  shop = await openTestShop();
  record = await stockedVariant(shop, { onHand: 50 });
});
afterEach(() => shop[Symbol.asyncDispose]());

const stripeIsAway = () =>
  shop.outside.fault({ kind: "api", action: "cut", when: "before", path: "/v1/payment_intents" });
const eventOf = (eventId: string) => getWebhookEvent(shop, { eventId });
const list = (filter: Partial<Parameters<typeof listWebhookEvents>[1]> = {}) =>
  listWebhookEvents(shop, { limit: 50, ...filter });

/** The event that Stripe sends about a payment that succeeded. */
async function succeeded(paymentIntentId: string) {
  const events = await shop.stripe.events.list({ type: "payment_intent.succeeded" });
  const event = events.data.find(({ data }) => (data.object as { id?: string }).id === paymentIntentId);
  if (event === undefined) throw new Error("Stripe made no event");
  return event;
}

/** An event about a payment, in the inbox. Its queue is empty: what runs, the test runs. */
async function receivedEvent() {
  const { paymentIntentId } = await readyToPay(shop, { [record]: 1 });
  await payAtStripe(shop, paymentIntentId);
  const event = await succeeded(paymentIntentId);
  await receiveEvent(shop, event);
  return { eventId: event.id, paymentIntentId };
}

/** One that was tried so often that it is dead. */
async function deadEvent() {
  shop.log.expectErrors(/an event is given up/);
  const event = await receivedEvent();
  await stripeIsAway();
  await shop.db.webhookEvent.update({ where: { id: event.eventId }, data: { attempts: 11 } });
  await runJobs(shop);
  await shop.outside.noFaults();
  expect(await eventOf(event.eventId)).toMatchObject({ state: "dead", attempts: 12 });
  return event;
}

test("each attempt at an event is stored with its duration and error", async () => {
  const { eventId } = await receivedEvent();
  await stripeIsAway();
  await expect(handleEvent(shop, { eventId })).rejects.toThrow();
  await shop.outside.noFaults();
  expect(await eventOf(eventId)).toMatchObject({
    state: "failed",
    attempts: 1,
    lastError: { code: "no_answer" },
    processedAt: null,
  });
  await handleEvent(shop, { eventId });
  await handleEvent(shop, { eventId }); // done already: no try
  const event = await eventOf(eventId);
  expect(event).toMatchObject({
    state: "processed",
    attempts: 2,
    lastError: null,
    log: [{ error: { code: "no_answer" } }, { error: null, durationMs: expect.any(Number) }],
    order: expect.stringMatching(/^DT-\d+$/),
    processedAt: expect.any(String),
  });
});

test("a dead event that staff retry is processed, and the audit log says who did it", async () => {
  const { eventId } = await deadEvent();
  expect(await retryWebhookEvent(shop, { eventId, by })).toEqual({ retried: 1 });
  expect(await retryWebhookEvent(shop, { eventId, by })).toEqual({ retried: 0 });
  await runJobs(shop);
  const event = await eventOf(eventId);
  expect(event).toMatchObject({ state: "processed", attempts: 1 });
  expect(event.log).toHaveLength(2);
  expect(await shop.db.auditEntry.findMany({ where: { subject: eventId } })).toMatchObject([
    {
      action: "webhook.retry",
      before: { state: "dead", attempts: 12 },
      after: { state: "received", attempts: 0 },
    },
  ]);
});

test("a retried event has as many attempts as a new one, and can become dead again", async () => {
  const { eventId } = await deadEvent();
  await stripeIsAway();
  await retryWebhookEvent(shop, { eventId, by });
  await runJobs(shop);
  expect(await eventOf(eventId)).toMatchObject({ state: "failed", attempts: 1 });
  await shop.db.webhookEvent.update({ where: { id: eventId }, data: { attempts: 11 } });
  await makeRetriesDue(shop);
  await runJobs(shop);
  expect(await eventOf(eventId)).toMatchObject({ state: "dead", attempts: 12 });
  expect(shop.log.errors.filter(({ text }) => text.startsWith("an event is given up"))).toHaveLength(2);
});

test("two people retry everything at once: each event is sent again once, in one entry of the audit log", async () => {
  const { eventId: dead } = await deadEvent();
  const { eventId: failed } = await receivedEvent();
  await stripeIsAway();
  await runJobs(shop);
  await shop.outside.noFaults();
  const { eventId: waiting } = await receivedEvent();
  expect(await countRetriableEvents(shop)).toEqual({ failed: 1, dead: 1 });

  const answers = await Promise.all([
    retryAllWebhookEvents(shop, { by }),
    retryAllWebhookEvents(shop, { by }),
  ]);
  expect(answers.map(({ retried }) => retried).sort()).toEqual([0, 2]);
  const audit = await shop.db.auditEntry.findMany({ where: { action: "webhook.retry" } });
  expect(audit).toMatchObject([
    {
      subject: "webhook_events",
      before: { failed: 1, dead: 1 },
      after: { count: 2, events: [dead, failed] },
    },
  ]);
  await runJobs(shop);
  for (const eventId of [dead, failed, waiting])
    expect(await eventOf(eventId)).toMatchObject({ state: "processed" });
  expect(await countRetriableEvents(shop)).toEqual({ failed: 0, dead: 0 });
  expect(await retryAllWebhookEvents(shop, { by })).toEqual({ retried: 0, left: 0 });
});

test("an attempt that fails after another has processed the event does not undo that", async () => {
  const { eventId } = await receivedEvent();
  await shop.outside.fault({
    kind: "api",
    action: "cut",
    latencyMs: 700,
    when: "before",
    path: "/v1/payment_intents",
    times: 3,
  });
  const failing = handleEvent(shop, { eventId });
  await expect.poll(() => stripeCalls()).toBeGreaterThan(0);
  await shop.db.webhookEvent.update({ where: { id: eventId }, data: { state: "processed" } });
  await failing;
  expect(await eventOf(eventId)).toMatchObject({ state: "processed", attempts: 1 });
});

/** How many requests met the fault. */
async function stripeCalls(): Promise<number> {
  return (await shop.outside.faults())[0]?.seen ?? 0;
}

test("the inbox is searched by state, type, order, object and day, page by page", async () => {
  const { eventId, paymentIntentId } = await receivedEvent();
  await runJobs(shop);
  const { number } = await shop.db.order.findUniqueOrThrow({ where: { paymentIntentId } });
  const { eventId: dead } = await deadEvent();
  const ids = async (filter: Parameters<typeof list>[0]) => (await list(filter)).events.map(({ id }) => id);

  expect(await ids({})).toEqual([dead, eventId]);
  expect(await ids({ states: ["failed", "dead"] })).toEqual([dead]);
  expect(await ids({ q: formatOrderNumber(number) })).toEqual([eventId]);
  expect(await ids({ q: paymentIntentId })).toEqual([eventId]);
  expect(await ids({ q: dead })).toEqual([dead]);
  expect(await ids({ q: "DT-999999" })).toEqual([]);
  expect(await ids({ type: "payment_intent." })).toHaveLength(2);
  expect(await ids({ type: "charge." })).toEqual([]);
  expect(await ids({ to: "2020-01-01" })).toEqual([]);
  const first = await list({ limit: 1 });
  expect(first.nextCursor).not.toBeNull();
  expect(await ids({ limit: 1, cursor: first.nextCursor ?? "" })).toEqual([eventId]);
  const since = first.events[0]?.receivedAt ?? "";
  expect(await countNewerWebhookEvents(shop, { since })).toEqual({ newer: 0 });
  const { eventId: newest } = await receivedEvent();
  expect(await countNewerWebhookEvents(shop, { since })).toEqual({ newer: 1 });
  expect(await countNewerWebhookEvents(shop, { since, states: ["dead"] })).toEqual({ newer: 0 });
  await expect(eventOf("evt_unknown")).rejects.toMatchObject({ code: "EVENT_NOT_FOUND" });
  expect((await eventOf(newest)).order).toBeNull();
});

test("an order's number finds the events of its disputes, too", async () => {
  const { paymentIntentId } = await buy(shop, { [record]: 1 });
  await runJobs(shop);
  const { chargeId } = await shop.db.payment.findUniqueOrThrow({ where: { paymentIntentId } });
  await shop.outside.dispute(chargeId);
  const events = await shop.stripe.events.list({ type: "charge.dispute.created" });
  const [event] = events.data;
  if (event === undefined) throw new Error("Stripe made no event");
  await receiveEvent(shop, event);
  await runJobs(shop);
  const { number } = await shop.db.order.findUniqueOrThrow({ where: { paymentIntentId } });
  const { events: found } = await list({ q: formatOrderNumber(number) });
  expect(found.map(({ id, order }) => [id, order])).toContainEqual([event.id, formatOrderNumber(number)]);
});

test("staff read an event's body, but never a client secret", async () => {
  const { paymentIntentId, clientSecret } = await buy(shop, { [record]: 1 });
  const event = await succeeded(paymentIntentId);
  await receiveEvent(shop, event);
  const { body } = await eventOf(event.id);
  expect(JSON.stringify(event)).toContain(clientSecret);
  expect(body).not.toContain(clientSecret);
  expect(JSON.parse(body)).toMatchObject({ id: event.id, data: { object: { client_secret: "(hidden)" } } });
  expect(maskSecrets('{"a":"pi_1_secret_abc","client_secret": "cut')).toBe(
    '{"a":"pi_1_secret_(hidden)","client_secret": "(hidden)',
  );
});

const secret = "whsec_test";
const call = (payload: string, signature?: string, secrets = [secret]) =>
  verifyEvent(
    shop,
    { body: Buffer.from(payload), signature, remoteIp: "203.0.113.9", userAgent: "curl/8" },
    secrets,
  );
const sign = (payload: string, { ageSeconds = 0, by = secret } = {}) =>
  shop.stripe.webhooks.generateTestHeaderString({
    payload,
    secret: by,
    timestamp: Math.floor(shop.clock.now().getTime() / 1000) - ageSeconds,
  });
const eventBody = (more: object = {}) =>
  JSON.stringify({
    id: "evt_1",
    type: "payment_intent.succeeded",
    created: 1,
    livemode: false,
    data: { object: {} },
    ...more,
  });
const reasons = async () => {
  const { rejections } = await listWebhookRejections(shop, { limit: 10 });
  return rejections.map(({ reason }) => reason.code);
};

test("a refused call is logged with its reason, its sender and its first bytes: forged, too old, malformed", async () => {
  const body = '{"id":"evt_1","client_secret":"pi_1_secret_abc"}';
  await call(body);
  await call(body, "t=1,v1=00");
  await call(body, sign(body, { ageSeconds: 3_600 }));
  await call("no json", sign("no json"));
  const { rejections } = await listWebhookRejections(shop, { limit: 10 });
  expect(rejections.map(({ reason }) => reason.code)).toEqual([
    "malformed",
    "too_old",
    "wrong_signature",
    "no_signature",
  ]);
  expect(rejections[2]).toMatchObject({
    remoteIp: "203.0.113.9",
    userAgent: "curl/8",
    signature: "t=1,v1=00",
    bodyStart: '{"id":"evt_1","client_secret":"(hidden)"}',
  });
  const { nextCursor } = await listWebhookRejections(shop, { limit: 3 });
  const rest = await listWebhookRejections(shop, { limit: 3, cursor: nextCursor ?? "" });
  expect(rest.rejections).toEqual(rejections.slice(3));
});

test("a flood of forged calls pushes out the oldest and never fills the disk", async () => {
  const at = shop.clock.now().getTime();
  await shop.db.webhookRejection.createMany({
    data: Array.from({ length: 2_010 }, (_, index) => ({
      reason: `wrong_signature: old ${index}`,
      bodyStart: "",
      receivedAt: new Date(at - 10_000 + index),
    })),
  });
  const forged = { body: Buffer.from("{}"), signature: "t=1,v1=00", remoteIp: null };
  const forge = () => verifyEvent(shop, { ...forged, userAgent: "x".repeat(9_000) }, [secret]);
  await Promise.all(Array.from({ length: 20 }, forge));
  await forge();
  expect(await shop.db.webhookRejection.count()).toBe(2_000);
  expect(await shop.db.webhookRejection.count({ where: { reason: "wrong_signature: old 30" } })).toBe(0);
  expect(await shop.db.webhookRejection.count({ where: { reason: "wrong_signature: old 31" } })).toBe(1);
  const { rejections } = await listWebhookRejections(shop, { limit: 1 });
  expect(rejections[0]?.userAgent).toHaveLength(500);
});

test("a cursor of no row is refused; days are those of the shop's time zone", async () => {
  const { eventId } = await receivedEvent();
  await shop.db.webhookEvent.update({
    where: { id: eventId },
    data: { receivedAt: "2026-05-13T12:30:00Z" }, // the 14th in Auckland
  });
  const there: Shop = { ...shop, settings: { ...shop.settings, timeZone: "Pacific/Auckland" } };
  const of = async (filter: { from?: string; to?: string; cursor?: string }) =>
    (await listWebhookEvents(there, { limit: 50, ...filter })).events.map(({ id }) => id);
  expect(await of({ from: "2026-05-14", to: "2026-05-14" })).toEqual([eventId]);
  expect(await of({ from: "2026-05-13", to: "2026-05-13" })).toEqual([]);
  for (const cursor of ["999999999999999.evt-", "x"])
    await expect(of({ cursor })).rejects.toMatchObject({ code: "CURSOR_INVALID" });
  const cursor = "1.------------------------------------";
  for (const list of [listWebhookRejections, listSyncRuns])
    await expect(list(shop, { limit: 1, cursor })).rejects.toMatchObject({ code: "CURSOR_INVALID" });
});

test("an endpoint that sends every event costs no jobs for those that say nothing new", async () => {
  const { paymentIntentId } = await readyToPay(shop, { [record]: 1 });
  await payAtStripe(shop, paymentIntentId);
  const { data: events } = await shop.stripe.events.list({ limit: 100 });
  for (const event of events) await receiveEvent(shop, event);
  const stored = await shop.db.webhookEvent.findMany({ select: { type: true, state: true } });
  const typesIn = (state: string) =>
    stored.flatMap((event) => (event.state === state ? event.type : [])).toSorted();
  expect(typesIn("received")).toEqual(["payment_intent.succeeded"]);
  expect(typesIn("ignored")).toEqual(expect.arrayContaining(["charge.succeeded", "payment_intent.created"]));
});

test("each of several secrets may have signed a call, and which it was is known; others sign nothing", async () => {
  const body = eventBody();
  const [fresh, old] = ["whsec_new", "whsec_old"];
  const signedBy = async (by: string) => (await call(body, sign(body, { by }), [fresh, old]))?.signedWith;
  expect([await signedBy(fresh), await signedBy(old)]).toEqual([1, 2]);
  expect(await signedBy("whsec_other")).toBeUndefined();
  // While Stripe rolls a secret, it signs with both.
  const both = `${sign(body, { by: old })},${sign(body, { by: fresh }).split(",")[1]}`;
  expect((await call(body, both, [fresh, old]))?.signedWith).toBe(1);
  await call(body, sign(body, { by: old, ageSeconds: 3_600 }), [fresh, old]);
  await call("no json", sign("no json", { by: fresh }), [fresh, old]);
  expect(await reasons()).toEqual(["malformed", "too_old", "wrong_signature"]);
});

test("a signed call of the other mode, about another account, or with no event is refused and kept", async () => {
  for (const body of [eventBody({ livemode: true }), eventBody({ account: "acct_other" }), "[]", "null"])
    expect(await call(body, sign(body))).toBeNull();
  expect(await reasons()).toEqual(["malformed", "malformed", "wrong_account", "wrong_mode"]);
  expect(await call(eventBody(), sign(eventBody()))).toMatchObject({ event: { id: "evt_1" } });
  const live: Shop = { ...shop, settings: { ...shop.settings, isLive: true } };
  const body = eventBody({ livemode: true });
  const received = { body: Buffer.from(body), signature: sign(body), remoteIp: null, userAgent: null };
  expect(await verifyEvent(live, received, [secret])).not.toBeNull();
});

test("repeated calls are counted on their event, with the last one's time and secret, and handled once", async () => {
  const { eventId } = await receivedEvent();
  const event = await shop.stripe.events.retrieve(eventId);
  const first = await eventOf(eventId);
  expect(first).toMatchObject({ deliveries: 1, lastDeliveredAt: first.receivedAt, signedWith: 1 });
  shop.clock.advance(60_000);
  await Promise.all([1, 2, 3].map(() => receiveEvent(shop, event, { signedWith: 2 })));
  const { state, receivedAt, deliveries, lastDeliveredAt, signedWith } = await eventOf(eventId);
  expect({ state, receivedAt, deliveries, signedWith }).toEqual({
    state: "received",
    receivedAt: first.receivedAt,
    deliveries: 4,
    signedWith: 2,
  });
  expect(Date.parse(lastDeliveredAt ?? "") - Date.parse(receivedAt)).toBeGreaterThanOrEqual(60_000);
  await runJobs(shop);
  await receiveEvent(shop, event);
  await runJobs(shop);
  expect(await eventOf(eventId)).toMatchObject({ state: "processed", attempts: 1, deliveries: 5 });
});

test("an event that was fetched has no call until one comes, and fetching it again counts none", async () => {
  const { paymentIntentId } = await readyToPay(shop, { [record]: 1 });
  await payAtStripe(shop, paymentIntentId);
  const event = await succeeded(paymentIntentId);
  for (let times = 0; times < 2; times += 1) await receiveEvent(shop, event, { signedWith: null });
  expect(await eventOf(event.id)).toMatchObject({ deliveries: 0, lastDeliveredAt: null, signedWith: null });
  await receiveEvent(shop, event);
  await receiveEvent(shop, event, { signedWith: null });
  expect(await eventOf(event.id)).toMatchObject({ deliveries: 1, lastDeliveredAt: expect.any(String) });
});

test("an ignored event says why, and the inbox is searched by it", async () => {
  const program = await shop.stripe.paymentIntents.create({
    amount: 900,
    currency: "eur",
    confirm: true,
    payment_method: "pm_card_visa",
    return_url: "http://shop.example/",
  });
  const other = await shop.stripe.paymentIntents.create({
    amount: 900,
    currency: "eur",
    confirm: true,
    payment_method: "pm_card_visa",
    return_url: "http://shop.example/",
    metadata: { [checkoutIdKey]: crypto.randomUUID(), [shopIdKey]: crypto.randomUUID() },
  });
  const { data: events } = await shop.stripe.events.list({ limit: 100 });
  for (const event of events) await receiveEvent(shop, event);
  const about = (event: (typeof events)[number], type: string, id: string) =>
    event.type === type && (event.data.object as { id?: string }).id === id;
  const idOf = (type: string, id: string) => events.find((event) => about(event, type, id))?.id ?? "";
  const succeededId = idOf("payment_intent.succeeded", program.id);
  const [template] = events;
  if (template === undefined) throw new Error("Stripe made no event");
  const bare = { ...template, id: "evt_bare", type: "refund.created", data: { object: { id: "re_1" } } };
  await receiveEvent(shop, bare as typeof template);
  await runJobs(shop);
  const reasonOf = async (eventId: string) => (await eventOf(eventId)).ignoredReason;
  expect(await reasonOf(idOf("payment_intent.created", program.id))).toBe("not_acted_on");
  expect(await reasonOf(succeededId)).toBe("other_program");
  expect(await reasonOf("evt_bare")).toBe("no_payment");
  expect(await reasonOf(idOf("payment_intent.succeeded", other.id))).toBe("other_shop");
  const { events: found } = await list({ reasons: ["other_program", "no_payment"] });
  expect(found.map(({ id }) => id).toSorted()).toEqual(["evt_bare", succeededId].toSorted());
});
