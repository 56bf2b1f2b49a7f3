import { expect, test } from "vitest";
import { errorOf, openShop, payment, type Shop } from "../testing/open-shop.ts";

/** A shop with the limits on and a clock that stands still, so that nothing is forgiven unless time moves. */
async function openLimitedShop() {
  const shop = await openShop({ events: ["payout.paid"] });
  await shop.control("POST", "/clock", { freeze: true });
  await shop.control("POST", "/rate_limits", { on: true });
  return shop;
}

/** Asks `times` times, and says how often the answer was 429. */
async function refusals(shop: Shop, times: number, method: string, path: string): Promise<number> {
  let refused = 0;
  for (let n = 0; n < times; n++) if ((await shop.call(method, path)).status === 429) refused += 1;
  return refused;
}

test("the limits are off until somebody switches them on", async () => {
  await using shop = await openShop();
  expect(await shop.control("GET", "/rate_limits")).toEqual({ on: false });
  expect(await refusals(shop, 60, "GET", "/v1/charges")).toBe(0);
  expect((await shop.control("POST", "/rate_limits", { on: "yes" })).error.message).toBe(
    "on is true or false",
  );
});

test("25 requests a second are answered, whatever they are; a second later 25 more", async () => {
  await using shop = await openLimitedShop();
  expect(await refusals(shop, 13, "GET", "/v1/charges")).toBe(0);
  expect(await refusals(shop, 12, "POST", "/v1/customers")).toBe(0);
  const { status, headers, body } = await shop.call("GET", "/v1/refunds");
  expect(status).toBe(429);
  expect(headers.get("stripe-rate-limited-reason")).toBe("global-rate");
  expect(headers.get("stripe-should-retry")).toBe("false");
  expect(body.error).toEqual({
    type: "invalid_request_error",
    code: "rate_limit",
    doc_url: "https://stripe.com/docs/error-codes/rate-limit",
    message:
      "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.",
  });
  await shop.control("POST", "/clock", { advanceMs: 200 });
  expect(await refusals(shop, 6, "GET", "/v1/charges")).toBe(1);
  await shop.control("POST", "/clock", { advanceMs: 60_000 });
  expect(await refusals(shop, 26, "GET", "/v1/charges")).toBe(1);
});

test("searches have a limit of their own", async () => {
  await using shop = await openLimitedShop();
  const search = () => shop.call("GET", "/v1/customers/search", { form: "query=name:'A'" });
  for (let n = 0; n < 20; n++) expect((await search()).status).toBe(200);
  const refused = await search();
  expect(refused.status).toBe(429);
  expect(refused.headers.get("stripe-rate-limited-reason")).toBe("endpoint-rate");
});

test("one payment may be changed a thousand times an hour", async () => {
  await using shop = await openLimitedShop();
  const { id } = await shop.stripe.paymentIntents.create(payment);
  const path = `/v1/payment_intents/${id}`;
  for (let n = 0; n < 40; n++) {
    await shop.control("POST", "/clock", { advanceMs: 1_000 });
    expect(await refusals(shop, 25, "POST", path)).toBe(0);
  }
  // In those forty seconds eleven of the thousand have come back.
  await shop.control("POST", "/clock", { advanceMs: 1_000 });
  expect(await refusals(shop, 25, "POST", path)).toBe(14);
  await shop.control("POST", "/clock", { advanceMs: 1_000 });
  const refused = await shop.call("POST", path);
  expect(refused.headers.get("stripe-rate-limited-reason")).toBe("resource-specific");
  expect((await shop.call("GET", path)).status).toBe(200);
});

test("a refused request has done nothing, and its idempotency key is free", async () => {
  await using shop = await openLimitedShop();
  await refusals(shop, 25, "GET", "/v1/charges");
  const create = () => shop.stripe.customers.create({ name: "A" }, { idempotencyKey: "one" });
  expect(await errorOf(create())).toMatchObject({ type: "StripeRateLimitError", code: "rate_limit" });
  await shop.control("POST", "/clock", { advanceMs: 1_000 });
  expect((await create()).name).toBe("A");
});

test("two changes of one object at once: the second is told to try again, and the SDK does", async () => {
  await using shop = await openShop();
  await shop.control("POST", "/rate_limits", { on: true });
  const { id } = await shop.stripe.customers.create();
  const slow = { kind: "api", action: "latency", latencyMs: 1_500, times: 1 };
  await shop.control("POST", "/faults", slow);
  const both = await Promise.all([
    shop.call("POST", `/v1/customers/${id}`, { form: "name=A" }),
    shop.call("POST", `/v1/customers/${id}`, { form: "name=B" }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 429]);
  const locked = both.find(({ status }) => status === 429);
  expect(locked?.body.error.code).toBe("lock_timeout");
  await shop.control("POST", "/faults", { kind: "api", action: "lock_timeout", times: 1 });
  const retryingClient = shop.client(shop.sandbox.secretKey, { maxNetworkRetries: 1 });
  expect((await retryingClient.customers.update(id, { name: "C" })).name).toBe("C");
});

test("a fault can give any of Stripe's reasons", async () => {
  await using shop = await openShop();
  const fault = { kind: "api", action: "rate_limit", reason: "endpoint-concurrency", times: 1 };
  await shop.control("POST", "/faults", fault);
  const { headers } = await shop.call("GET", "/v1/charges");
  expect(headers.get("stripe-rate-limited-reason")).toBe("endpoint-concurrency");
  const wrong = await shop.control("POST", "/faults", { ...fault, reason: "mood" });
  expect(wrong.error.message).toBe('reason cannot be "mood"');
});
