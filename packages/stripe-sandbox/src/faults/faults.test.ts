import { expect, test } from "vitest";
import { errorOf, openShop, payment, type Shop } from "../testing/open-shop.ts";
import { until } from "../testing/until.ts";
import { matchesPath } from "./matches-path.ts";

const succeeded = { events: ["payment_intent.succeeded"] };
const form = "amount=1999&currency=usd";

const fault = (shop: Shop, body: object) => shop.control("POST", "/faults", body);
const states = async (shop: Shop) => {
  const { deliveries } = await shop.control("GET", "/deliveries");
  return (deliveries as unknown as { state: string }[]).map(({ state }) => state);
};

test("a lost webhook never comes, but its event is there and can be sent again", async () => {
  await using shop = await openShop(succeeded);
  await fault(shop, { kind: "webhook", action: "lose", types: ["payment_intent.succeeded"], times: 1 });
  await shop.pay();
  await shop.control("POST", "/deliveries/flush");
  expect(await states(shop)).toEqual(["lost"]);
  expect(shop.receiver.received).toEqual([]);
  const { data } = await shop.stripe.events.list({ delivery_success: false });
  expect(data.map(({ type }) => type)).toEqual(["payment_intent.succeeded"]);
  await shop.control("POST", `/events/${data[0]?.id}/resend`);
  expect(shop.receiver.types()).toEqual(["payment_intent.succeeded"]);
  expect((await shop.stripe.events.list({ delivery_success: false })).data).toEqual([]);
  await shop.pay();
  await shop.receiver.arrival("payment_intent.succeeded", 2);
});

test("a delayed webhook comes when its time has come, or when it is flushed", async () => {
  await using shop = await openShop(succeeded);
  await fault(shop, { kind: "webhook", action: "delay", delayMs: 60_000 });
  await shop.pay();
  await shop.pay();
  expect(await states(shop)).toEqual(["pending", "pending"]);
  await shop.control("POST", "/clock", { advanceMs: 30_000 });
  expect(shop.receiver.received).toEqual([]);
  expect(await shop.control("POST", "/deliveries/flush")).toEqual({ flushed: 2, still_pending: 0 });
  expect(shop.receiver.types()).toHaveLength(2);
  await shop.control("DELETE", "/faults");
  expect(await shop.control("GET", "/faults")).toEqual({ faults: [] });
});

test("a doubled webhook comes twice with one event id", async () => {
  await using shop = await openShop(succeeded);
  await fault(shop, { kind: "webhook", action: "duplicate" });
  await shop.pay();
  await shop.receiver.arrival("payment_intent.succeeded", 2);
  expect(new Set(shop.receiver.received.map(({ event }) => event.id)).size).toBe(1);
});

test("a doubled event is two events about one change, each delivered", async () => {
  await using shop = await openShop(succeeded);
  await fault(shop, {
    kind: "webhook",
    action: "double_event",
    types: ["payment_intent.succeeded"],
    times: 1,
  });
  await shop.pay();
  await shop.receiver.arrival("payment_intent.succeeded", 2);
  const [one, other] = shop.receiver.received.map(({ event }) => event);
  expect(one?.id).not.toBe(other?.id);
  expect(one?.data).toEqual(other?.data);
  expect(one?.request).toEqual(other?.request);
  const { data } = await shop.stripe.events.list({ type: "payment_intent.succeeded" });
  expect(data.map(({ id }) => id).sort()).toEqual([one?.id, other?.id].sort());
  await shop.pay();
  await shop.receiver.arrival("payment_intent.succeeded", 3);
  expect((await shop.stripe.events.list({ type: "payment_intent.succeeded" })).data).toHaveLength(3);
});

test("a reordered webhook waits until a later one has overtaken it", async () => {
  await using shop = await openShop({ events: ["payment_intent.created", "payment_intent.succeeded"] });
  await fault(shop, { kind: "webhook", action: "reorder", delayMs: 60_000 });
  await shop.pay();
  await shop.receiver.arrival("payment_intent.created");
  expect(shop.receiver.types()).toEqual(["payment_intent.succeeded", "payment_intent.created"]);
});

test("a corrupt signature is seen once; the retry is good", async () => {
  await using shop = await openShop(succeeded);
  await fault(shop, { kind: "webhook", action: "corrupt_signature", times: 1 });
  await shop.pay();
  await until(() => shop.receiver.received.length === 1, "the first attempt");
  expect(shop.receiver.received[0]?.valid).toBe(false);
  await shop.control("POST", "/clock", { advanceMs: 1_000 });
  await shop.receiver.arrival("payment_intent.succeeded");
});

test("a rate of half loses about half, and the same seed loses the same", async () => {
  const run = async () => {
    await using shop = await openShop(succeeded);
    await shop.control("POST", "/seed", { seed: 7 });
    await fault(shop, { kind: "webhook", action: "lose", rate: 0.5 });
    for (let n = 0; n < 12; n++) await shop.pay();
    await shop.control("POST", "/deliveries/flush");
    return (await states(shop)).join(" ");
  };
  const first = await run();
  expect(first).toContain("lost");
  expect(first).toContain("delivered");
  expect(await run()).toBe(first);
});

test("an error before the work leaves nothing, and the SDK's retry succeeds", async () => {
  await using shop = await openShop();
  await fault(shop, { kind: "api", action: "error", when: "before", path: "/v1/payment_intents", times: 1 });
  const retryingClient = shop.client(shop.sandbox.secretKey, { maxNetworkRetries: 1 });
  await retryingClient.paymentIntents.create(payment);
  expect((await shop.stripe.paymentIntents.list()).data).toHaveLength(1);
});

test("work done and answer lost: the retry with the same key gets the answer, and nothing is done twice", async () => {
  await using shop = await openShop();
  await fault(shop, {
    kind: "api",
    action: "cut",
    when: "after",
    path: "/v1/refunds",
    method: "POST",
    times: 1,
  });
  const { id: payment_intent } = await shop.pay();
  const lost = await errorOf(
    shop.stripe.refunds.create({ payment_intent, amount: 500 }, { idempotencyKey: "r1" }),
  );
  expect(lost.type).toBe("StripeConnectionError");
  const found = await shop.stripe.refunds.create({ payment_intent, amount: 500 }, { idempotencyKey: "r1" });
  expect((await shop.stripe.refunds.list({ payment_intent })).data.map(({ id }) => id)).toEqual([found.id]);
});

test("the third refund fails after the work, and only the third", async () => {
  await using shop = await openShop();
  await fault(shop, {
    kind: "api",
    action: "error",
    when: "after",
    path: "/v1/refunds",
    nth: 3,
    status: 503,
  });
  const { id: payment_intent } = await shop.pay();
  const outcomes: number[] = [];
  for (let n = 0; n < 4; n++) {
    const { status } = await shop.call("POST", "/v1/refunds", {
      form: `payment_intent=${payment_intent}&amount=100`,
    });
    outcomes.push(status);
  }
  expect(outcomes).toEqual([200, 200, 503, 200]);
  const [charge] = (await shop.stripe.charges.list({ payment_intent })).data;
  expect(charge?.amount_refunded).toBe(400);
});

test("a 500 that Stripe has saved is replayed to every retry", async () => {
  await using shop = await openShop();
  await fault(shop, { kind: "api", action: "error", when: "after", sticky: true, times: 1 });
  const once = { form, headers: { "idempotency-key": "k" } };
  expect((await shop.call("POST", "/v1/payment_intents", once)).status).toBe(500);
  const again = await shop.call("POST", "/v1/payment_intents", once);
  expect(again.status).toBe(500);
  expect(again.headers.get("idempotent-replayed")).toBe("true");
});

test("too many requests are refused as Stripe does, before any work", async () => {
  await using shop = await openShop();
  await fault(shop, { kind: "api", action: "rate_limit", times: 1 });
  expect(await errorOf(shop.stripe.paymentIntents.create(payment))).toMatchObject({
    statusCode: 429,
    type: "StripeRateLimitError",
    code: "rate_limit",
  });
  expect(await shop.history()).toEqual([]);
});

test("a request that is never answered ends in the client's own time-out", async () => {
  await using shop = await openShop();
  await fault(shop, { kind: "api", action: "hang", when: "after", method: "POST", times: 1 });
  const impatientClient = shop.client(shop.sandbox.secretKey, { timeout: 100 });
  expect((await errorOf(impatientClient.paymentIntents.create(payment))).type).toBe("StripeConnectionError");
  await until(async () => (await shop.history()).length > 0, "the work to be done");
  expect(await shop.history()).toEqual(["payment_intent.created"]);
});

test("a mistake in a fault is told, not ignored", async () => {
  await using shop = await openShop();
  const complaint = async (body: object) => (await fault(shop, body)).error?.message;
  expect(await complaint({ kind: "webhook", action: "loose" })).toBe('action cannot be "loose"');
  expect(await complaint({ kind: "api", action: "cut", chance: 1 })).toContain("has no chance");
  expect(await complaint({ kind: "webhook", action: "lose", types: ["order.paid"] })).toContain(
    "no event type order.paid",
  );
  expect(await complaint({ kind: "webhook", action: "lose", rate: 2 })).toBe("rate cannot be 2");
  expect(await complaint({ kind: "webhook", action: "delay", delayMs: 1e12 })).toBe(
    "delayMs cannot be 1000000000000",
  );
  expect(await complaint({ kind: "api", action: "latency", latencyMs: 3e9 })).toBe(
    "latencyMs cannot be 3000000000",
  );
  expect(await complaint({ kind: "webhook", action: "lose", delayMs: 5 })).toBe(
    "delayMs has no meaning with lose",
  );
  expect(await complaint({ kind: "api", action: "cut", status: 500 })).toBe("status has no meaning with cut");
  expect(await complaint({ kind: "api", action: "rate_limit", when: "after" })).toBe(
    "rate_limit always comes before the work",
  );
  expect(await complaint({ kind: "api", action: "error", sticky: true })).toContain("sticky needs");
  expect(await complaint({ kind: "api", action: "none" })).toBe('action cannot be "none"');
  expect(await complaint({ kind: "weather", action: "lose" })).toContain('kind is "webhook" or "api"');
  expect(await shop.control("GET", "/faults")).toEqual({ faults: [] });
});

test("a fault can apply to the second webhook of a type only", async () => {
  await using shop = await openShop(succeeded);
  await fault(shop, { kind: "webhook", action: "lose", nth: 2 });
  for (let n = 0; n < 3; n++) await shop.pay();
  await shop.control("POST", "/deliveries/flush");
  expect((await states(shop)).reverse()).toEqual(["delivered", "lost", "delivered"]);
});

test("a fault does not count as applied when the request of its event is refused in the end", async () => {
  await using shop = await openShop(succeeded);
  await shop.control("POST", "/seed", { seed: 7 });
  await fault(shop, { kind: "webhook", action: "lose", types: ["payment_intent.succeeded"], times: 1 });
  await fault(shop, { kind: "webhook", action: "delay", rate: 0.5 });
  expect((await errorOf(shop.pay("pm_card_visa", { expand: ["nonsense"] }))).statusCode).toBe(400);
  expect((await shop.control("GET", "/faults")).faults).toMatchObject([
    { seen: 0, struck: 0 },
    { seen: 0, struck: 0 },
  ]);
  expect(await shop.control("GET", "/seed")).toEqual({ seed: 7, drawn: 0 });
  await shop.pay();
  expect(await states(shop)).toEqual(["lost"]);
});

test.for([
  ["/v1/refunds", "/v1/refunds/re_1/cancel", true],
  ["/v1/refunds$", "/v1/refunds/re_1", false],
  ["/v1/refunds$", "/v1/refunds", true],
  ["/v1/payment_intents/*/confirm", "/v1/payment_intents/pi_1/confirm", true],
  ["/v1/payment_intents/*/confirm", "/v1/payment_intents/pi_1", false],
  ["/v1/refund", "/v1/refunds", false],
] as const)("the pattern %s on %s: %s", ([pattern, path, expected]) => {
  expect(matchesPath(pattern, path)).toBe(expected);
});

test("a request is refused for the parameter that a fault names", async () => {
  await using shop = await openShop(succeeded);
  const about = { path: "/v1/payment_intents", status: 400, code: "email_invalid", param: "receipt_email" };
  await fault(shop, { kind: "api", action: "error", ...about });
  await expect(shop.stripe.paymentIntents.create({ amount: 500, currency: "eur" })).rejects.toMatchObject({
    type: "StripeInvalidRequestError",
    statusCode: 400,
    code: "email_invalid",
    param: "receipt_email",
  });
  expect(await fault(shop, { kind: "api", action: "cut", param: "amount" })).toMatchObject({
    error: { message: "param has no meaning with cut" },
  });
});
