import { expect, test } from "vitest";
import { errorOf, openShop, payment, type Shop } from "../testing/open-shop.ts";

async function restricted(shop: Shop, permissions: object) {
  const { id, key } = await shop.control("POST", "/keys", { permissions });
  return { id: String(id), key: String(key), stripe: shop.client(String(key)) };
}

test("a restricted key does what it may, and what it may not is named", async () => {
  await using shop = await openShop();
  const { key, stripe } = await restricted(shop, { payment_intent: "write", charge: "read" });
  expect(key).toMatch(/^rk_test_/);
  const { id } = await stripe.paymentIntents.create(payment);
  expect((await stripe.paymentIntents.retrieve(id)).id).toBe(id);
  expect((await stripe.charges.list()).data).toEqual([]);
  const shown = `rk_test_${"*".repeat(20)}${key.slice(-4)}`;
  for (const [call, permission] of [
    [() => stripe.refunds.create({ payment_intent: id }), "rak_charge_write"],
    [() => stripe.customers.list(), "rak_customer_read"],
    [() => stripe.customers.create(), "rak_customer_write"],
    [() => stripe.prices.list(), "rak_plan_read"],
    [() => stripe.webhookEndpoints.list(), "rak_webhook_read"],
    [() => stripe.checkout.sessions.list(), "rak_checkout_session_read"],
    [() => stripe.balanceTransactions.list(), "rak_balance_transaction_read"],
    [() => stripe.taxRates.list(), "rak_tax_rate_read"],
  ] as const) {
    const error = await errorOf(call());
    expect(error).toMatchObject({ statusCode: 403, type: "StripePermissionError" });
    expect(error.message).toBe(
      `The provided key '${shown}' does not have the required permissions for this endpoint on account 'acct_sandbox'. Having the '${permission}' permission would allow this request to continue.`,
    );
  }
});

test("a refused key saves nothing under the idempotency key", async () => {
  await using shop = await openShop();
  const { stripe } = await restricted(shop, { customer: "read" });
  const idempotencyKey = "once";
  expect((await errorOf(stripe.customers.create({}, { idempotencyKey }))).statusCode).toBe(403);
  expect((await shop.stripe.customers.create({}, { idempotencyKey })).object).toBe("customer");
});

test("a rolled key works until its time is up, the new one at once", async () => {
  await using shop = await openShop();
  const { id, key } = await shop.control("POST", "/keys", {});
  expect(key).toMatch(/^sk_test_/);
  const rolled = await shop.control("POST", `/keys/${id}/roll`, { expires_in: 3600 });
  const status = async (one: unknown) =>
    (await shop.call("GET", "/v1/charges", { key: null, headers: { authorization: `Bearer ${one}` } }))
      .status;
  expect([await status(key), await status(rolled.key)]).toEqual([200, 200]);
  await shop.control("POST", "/clock", { advanceMs: 3_600_000 });
  expect([await status(key), await status(rolled.key)]).toEqual([401, 200]);
  const error = await errorOf(shop.client(String(key)).charges.list());
  expect(error).toMatchObject({ type: "StripeAuthenticationError", code: "api_key_expired" });
  expect(error.message).toContain("Expired API Key provided: sk_test_***");
  await shop.control("DELETE", `/keys/${rolled.id}`);
  expect(await status(rolled.key)).toBe(401);
});

test("a rolled restricted key keeps its permissions", async () => {
  await using shop = await openShop();
  const { id } = await restricted(shop, { charge: "read" });
  const rolled = await shop.control("POST", `/keys/${id}/roll`);
  expect(rolled).toMatchObject({ permissions: { charge: "read" }, expires_at: null });
  const { keys } = await shop.control("GET", "/keys");
  expect(keys).toMatchObject([{ id, expires_at: expect.any(String) }, { id: rolled.id }]);
});

test("mistakes in permissions are told", async () => {
  await using shop = await openShop();
  const messageFor = async (permissions: unknown) =>
    (await shop.control("POST", "/keys", { permissions })).error.message;
  expect(await messageFor({ unicorn: "read" })).toBe('Stripe has no permission for "unicorn"');
  expect(await messageFor({ charge: "all" })).toBe("charge is one of none, read, write");
  expect(await messageFor("all")).toContain("permissions is an object");
});

test("a restricted key cannot look at more by expanding", async () => {
  await using shop = await openShop();
  const { id } = await shop.pay();
  const { stripe } = await restricted(shop, { payment_intent: "write" });
  const retrieve = (expand: string[]) => stripe.paymentIntents.retrieve(id, { expand });
  const error = await errorOf(retrieve(["latest_charge"]));
  expect(error.statusCode).toBe(403);
  expect(error.message).toContain("Having the 'rak_charge_read' permission");
  const both = await restricted(shop, { payment_intent: "read", charge: "read" });
  const found = await both.stripe.paymentIntents.retrieve(id, { expand: ["latest_charge"] });
  expect(found.latest_charge).toMatchObject({ object: "charge" });
});
