import { expect, test } from "vitest";
import { errorOf, openShop } from "../testing/open-shop.ts";
import { openReceiver } from "../testing/receiver.ts";
import { until } from "../testing/until.ts";
import { retryAfterMs } from "./backoff.ts";

const succeeded = { events: ["payment_intent.succeeded"] };

interface Delivery {
  id: string;
  state: string;
  origin: string;
  event_type: string;
  attempt_count: number;
  next_attempt_at: string | null;
  attempts: { at: string; status: number | null; error: string | null; response: string | null }[];
}

async function deliveriesOf(shop: Awaited<ReturnType<typeof openShop>>): Promise<Delivery[]> {
  const { deliveries } = await shop.control("GET", "/deliveries");
  return deliveries as unknown as Delivery[];
}

test("a webhook is signed, pretty-printed, and carries the request that caused it", async () => {
  await using shop = await openShop(succeeded);
  const params = { amount: 500, currency: "usd", payment_method: "pm_card_visa", confirm: true } as const;
  await shop.stripe.paymentIntents.create(
    { ...params, return_url: "https://shop.test" },
    { idempotencyKey: "attempt-1" },
  );
  const event = await shop.receiver.arrival("payment_intent.succeeded");
  expect(event).toMatchObject({ livemode: false, pending_webhooks: 1, api_version: "2026-10-28.endive" });
  expect(event.request).toMatchObject({ idempotency_key: "attempt-1", id: expect.stringMatching(/^req_/) });
  const [first] = shop.receiver.received;
  expect(first?.signature).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
  expect(first?.body).toContain('\n  "id": "evt_');
});

test("a webhook leaves at once, without waiting for time to move", async () => {
  await using shop = await openShop(succeeded);
  await shop.control("POST", "/clock", { freeze: true });
  await shop.pay();
  await shop.receiver.arrival("payment_intent.succeeded");
});

test("an endpoint that never answers keeps no other waiting", async () => {
  await using shop = await openShop({ events: ["customer.created", "payment_intent.succeeded"] });
  await using other = await openOther(shop);
  shop.receiver.hold();
  await Promise.all(Array.from({ length: 40 }, () => shop.stripe.customers.create()));
  await shop.pay();
  await other.receiver.arrival("payment_intent.succeeded");
  await until(
    async () => (await deliveriesOf(shop)).some(({ state }) => state === "delivered"),
    "the answer",
  );
  // The first 32 are still without an answer, and no more at a time go to one.
  const attempted = (await deliveriesOf(shop)).filter(({ attempt_count }) => attempt_count > 0);
  expect(attempted.map(({ state }) => state)).toEqual(["delivered"]);
  expect(shop.receiver.received.map(({ event }) => event.type)).not.toContain("payment_intent.succeeded");
});

test("an event keeps the object as it was, and objects in it are never expanded", async () => {
  await using shop = await openShop(succeeded);
  const intent = await shop.pay("pm_card_visa", { expand: ["latest_charge"] });
  const event = await shop.receiver.arrival("payment_intent.succeeded");
  await shop.stripe.paymentIntents.update(intent.id, { metadata: { later: "yes" } });
  const again = await shop.stripe.events.retrieve(event.id);
  expect(again.data.object).toMatchObject({ metadata: {}, latest_charge: expect.stringMatching(/^ch_/) });
  await until(
    async () => (await shop.stripe.events.retrieve(event.id)).pending_webhooks === 0,
    "the delivery",
  );
});

test("anything but 2xx is a failure, and is tried again with growing waits", async () => {
  await using shop = await openShop(succeeded);
  shop.receiver.answerWith(302, 500, 200);
  await shop.pay();
  await until(async () => (await deliveriesOf(shop))[0]?.attempt_count === 1, "the first attempt");
  const undelivered = await shop.stripe.events.list({ delivery_success: false });
  expect(undelivered.data.map(({ type }) => type)).toEqual(["payment_intent.succeeded"]);
  await shop.control("POST", "/clock", { advanceMs: 1_000 });
  await until(async () => (await deliveriesOf(shop))[0]?.attempt_count === 2, "the second attempt");
  await shop.control("POST", "/clock", { advanceMs: 5_000 });
  await until(async () => (await deliveriesOf(shop))[0]?.state === "delivered", "the third attempt");
  const [delivery] = await deliveriesOf(shop);
  expect(delivery?.attempts.map(({ status }) => status)).toEqual([302, 500, 200]);
  expect(delivery?.attempts.at(-1)?.response).toBe("noted");
  expect(new Set(shop.receiver.received.map(({ event }) => event.id)).size).toBe(1);
  expect((await shop.stripe.events.list({ delivery_success: false })).data).toEqual([]);
});

test("an endpoint that nobody answers at is tried until the waits are used up, each time when it is due", async () => {
  await using shop = await openShop({ events: ["payout.paid"] });
  const deletedEndpoint = await openReceiver("whsec_gone");
  await deletedEndpoint.close();
  await shop.stripe.webhookEndpoints.create({ url: deletedEndpoint.url, enabled_events: ["*"] });
  await shop.control("POST", "/clock", { freeze: true });
  await shop.stripe.customers.create();
  await shop.control("POST", "/clock", { advanceMs: 72 * 60 * 60 * 1000 });
  const [delivery] = await deliveriesOf(shop);
  expect(delivery).toMatchObject({ state: "failed", attempt_count: 10 });
  expect(delivery?.attempts[0]?.error).toContain("ECONNREFUSED");
  const times = delivery?.attempts.map(({ at }) => Date.parse(at)) ?? [];
  expect(times.slice(1).map((time, index) => time - (times[index] ?? 0))).toEqual(retryAfterMs);
});

test("an event is sent again when somebody asks", async () => {
  await using shop = await openShop(succeeded);
  await shop.pay();
  const event = await shop.receiver.arrival("payment_intent.succeeded");
  await until(async () => (await deliveriesOf(shop))[0]?.state === "delivered", "the delivery");
  const { deliveries } = await shop.control("POST", `/events/${event.id}/resend`);
  expect(deliveries).toMatchObject([{ origin: "resend", state: "delivered" }]);
  expect(shop.receiver.types()).toEqual(["payment_intent.succeeded", "payment_intent.succeeded"]);
});

test("endpoints are made, changed and removed, and their secret is told once", async () => {
  await using shop = await openShop();
  const { webhookEndpoints } = shop.stripe;
  const made = await webhookEndpoints.create({
    url: "https://shop.test/hooks",
    enabled_events: ["charge.failed"],
  });
  expect(made.secret).toMatch(/^whsec_/);
  expect((await webhookEndpoints.retrieve(made.id)).secret).toBeUndefined();
  const changed = await webhookEndpoints.update(made.id, { disabled: true, description: "mine" });
  expect(changed).toMatchObject({ status: "disabled", description: "mine" });
  const wrong = { url: "shop.test", enabled_events: ["charge.failed" as const] };
  expect(await errorOf(webhookEndpoints.create(wrong))).toMatchObject({ code: "url_invalid", param: "url" });
  expect(
    await errorOf(
      webhookEndpoints.create({ url: "https://a.test", enabled_events: ["charge.exploded" as "*"] }),
    ),
  ).toMatchObject({ param: "enabled_events[0]" });
  await webhookEndpoints.del(made.id);
  expect((await errorOf(webhookEndpoints.retrieve(made.id))).statusCode).toBe(404);
});

test("events are found by type, by pattern, and by time", async () => {
  await using shop = await openShop();
  await shop.pay();
  const { data } = await shop.stripe.events.list({ types: ["charge.succeeded", "payment_intent.created"] });
  expect(data.map(({ type }) => type)).toEqual(["charge.succeeded", "payment_intent.created"]);
  expect((await shop.stripe.events.list({ type: "payment_intent.*" })).data).toHaveLength(2);
  const now = Math.floor(Date.now() / 1000);
  expect((await shop.stripe.events.list({ created: { gt: now + 60 } })).data).toEqual([]);
  // Long enough for the money's payout, which has events of its own.
  await shop.control("POST", "/clock", { advanceMs: 36 * 24 * 60 * 60 * 1000 });
  expect((await shop.stripe.events.list()).data).toEqual([]);
});

test("an event can be sent again to one endpoint, for 30 days, but not to one that is disabled", async () => {
  await using shop = await openShop(succeeded);
  await using other = await openOther(shop);
  await shop.pay();
  const event = await shop.receiver.arrival("payment_intent.succeeded");
  await shop.control("POST", "/deliveries/flush");
  const resend = () => shop.control("POST", `/events/${event.id}/resend`, { webhook_endpoint: other.id });
  await shop.control("POST", "/clock", { advanceMs: 29 * 24 * 60 * 60 * 1000 });
  expect((await resend()).deliveries).toMatchObject([{ webhook_endpoint: other.id, origin: "resend" }]);
  expect(other.receiver.received.map(({ event }) => event.id)).toEqual([event.id, event.id]);
  expect(shop.receiver.types()).toHaveLength(1);

  await shop.stripe.webhookEndpoints.update(other.id, { disabled: true });
  expect((await resend()).error.message).toContain("is disabled");
  await shop.stripe.webhookEndpoints.del(other.id);
  expect((await resend()).error.code).toBe("resource_missing");
  await shop.control("POST", "/clock", { advanceMs: 2 * 24 * 60 * 60 * 1000 });
  expect((await shop.control("POST", `/events/${event.id}/resend`)).error.code).toBe("resource_missing");
});

async function openOther(shop: Awaited<ReturnType<typeof openShop>>) {
  const receiver = await openReceiver(null);
  const { id } = await shop.stripe.webhookEndpoints.create({
    url: receiver.url,
    enabled_events: ["payment_intent.succeeded"],
  });
  return { id, receiver, [Symbol.asyncDispose]: () => receiver.close().then(() => {}) };
}
