import { expect, test } from "vitest";
import { openMachine } from "../testing/open-machine.ts";
import { errorOf, openShop, payment } from "../testing/open-shop.ts";
import { saveAnswer } from "./idempotency.ts";

const form = "amount=1999&currency=usd";
const withKey = (key: string) => ({ form, headers: { "idempotency-key": key } });

test("a repeated key replays the first answer and does nothing, even when the object has changed since", async () => {
  await using shop = await openShop();
  const first = await shop.call("POST", "/v1/payment_intents", withKey("one"));
  expect(first.headers.get("idempotent-replayed")).toBeNull();
  await shop.stripe.paymentIntents.update(String(first.body.id), { amount: 2500 });
  const again = await shop.call("POST", "/v1/payment_intents", withKey("one"));
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect(again.headers.get("idempotency-key")).toBe("one");
  expect(again.headers.get("original-request")).toBe(first.headers.get("request-id"));
  expect(again.headers.get("request-id")).not.toBe(first.headers.get("request-id"));
  expect(again.body).toEqual(first.body);
  expect((await shop.stripe.paymentIntents.list()).data).toHaveLength(1);
});

test("a key with other parameters, or at another endpoint, is refused", async () => {
  await using shop = await openShop();
  await shop.stripe.paymentIntents.create(payment, { idempotencyKey: "one" });
  const error = await errorOf(
    shop.stripe.paymentIntents.create({ ...payment, amount: 5000 }, { idempotencyKey: "one" }),
  );
  expect(error).toMatchObject({ statusCode: 400, type: "StripeIdempotencyError" });
  expect(error.message).toContain("Try using a key other than 'one'");
  expect((await errorOf(shop.stripe.customers.create({}, { idempotencyKey: "one" }))).type).toBe(
    "StripeIdempotencyError",
  );
});

test("a decline is replayed too: another card needs another key", async () => {
  await using shop = await openShop();
  const params = { ...payment, payment_method: "pm_card_visa_chargeDeclined", confirm: true };
  for (let n = 0; n < 2; n++)
    expect(await errorOf(shop.stripe.paymentIntents.create(params, { idempotencyKey: "try" }))).toMatchObject(
      {
        statusCode: 402,
      },
    );
  expect((await shop.stripe.charges.list()).data).toHaveLength(1);
});

test("nothing is kept of a request that failed validation", async () => {
  await using shop = await openShop();
  const bad = { form: "amount=1999", headers: { "idempotency-key": "one" } };
  expect((await shop.call("POST", "/v1/payment_intents", bad)).status).toBe(400);
  expect((await shop.call("POST", "/v1/payment_intents", withKey("one"))).status).toBe(200);
});

test("while a request is under way its key is in use", async () => {
  await using shop = await openShop();
  await shop.control("POST", "/faults", {
    kind: "api",
    action: "latency",
    latencyMs: 1_500,
    when: "before",
    times: 1,
  });
  const [slow, quick] = await Promise.all([
    shop.call("POST", "/v1/payment_intents", withKey("one")),
    shop.call("POST", "/v1/payment_intents", withKey("one")),
  ]);
  const statuses = [slow.status, quick.status].sort();
  expect(statuses).toEqual([200, 409]);
  const refused = slow.status === 409 ? slow : quick;
  expect(refused.body.error).toMatchObject({ code: "idempotency_key_in_use" });
});

test("twenty requests with one key at once make one payment", async () => {
  await using shop = await openShop();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => shop.call("POST", "/v1/payment_intents", withKey("one"))),
  );
  expect(new Set(answers.filter(({ status }) => status === 200).map(({ body }) => body.id)).size).toBe(1);
  expect((await shop.stripe.paymentIntents.list()).data).toHaveLength(1);
});

test("after a day a key is forgotten", async () => {
  await using shop = await openShop();
  const first = await shop.call("POST", "/v1/payment_intents", withKey("one"));
  await shop.control("POST", "/clock", { advanceMs: 86_400_000 });
  const within = await shop.call("POST", "/v1/payment_intents", withKey("one"));
  expect(within.body.id).toBe(first.body.id);
  await shop.control("POST", "/clock", { advanceMs: 2_000 });
  const after = await shop.call("POST", "/v1/payment_intents", withKey("one"));
  expect(after.body.id).not.toBe(first.body.id);
});

test("keys belong to the account, not to the API key that sends them", async () => {
  await using shop = await openShop();
  const { key } = await shop.control("POST", "/keys", { permissions: { payment_intent: "write" } });
  const first = await shop.call("POST", "/v1/payment_intents", withKey("one"));
  const again = await shop.call("POST", "/v1/payment_intents", { ...withKey("one"), key: String(key) });
  expect(again.body).toEqual(first.body);
});

test("GET and DELETE take no notice of a key", async () => {
  await using shop = await openShop();
  const { id } = await shop.stripe.customers.create();
  const headers = { "idempotency-key": "one" };
  const get = () => shop.call("GET", `/v1/customers/${id}`, { headers });
  expect((await get()).body.name).toBeNull();
  await shop.stripe.customers.update(id, { name: "A" });
  expect((await get()).body.name).toBe("A");
  expect((await shop.call("DELETE", `/v1/customers/${id}`, { headers })).status).toBe(200);
  expect((await shop.call("DELETE", `/v1/customers/${id}`, { headers })).status).toBe(404);
});

test("the order of parameters does not matter, their values do", async () => {
  await using shop = await openShop();
  const headers = { "idempotency-key": "one" };
  const ask = (form: string) => shop.call("POST", "/v1/customers", { form, headers });
  const first = await ask("metadata[a]=1&metadata[b]=2&name=A");
  expect((await ask("name=A&metadata[b]=2&metadata[a]=1")).body.id).toBe(first.body.id);
  expect((await ask("name=A&metadata[b]=2&metadata[a]=2")).status).toBe(400);
});

test("an event names the key of the request that caused it, and none when Stripe acts by itself", async () => {
  await using shop = await openShop();
  const { id } = await shop
    .call("POST", "/v1/payment_intents", {
      form: `${form}&payment_method=pm_card_visa&confirm=true&return_url=https://shop.test`,
      headers: { "idempotency-key": "one" },
    })
    .then(({ body }) => body);
  await shop.control("POST", "/clock", { advanceMs: 1_000 });
  const { data } = await shop.stripe.events.list();
  const keys = Object.fromEntries(data.map(({ type, request }) => [type, request?.idempotency_key]));
  expect(id).toMatch(/^pi_/);
  expect(keys).toEqual({
    "payment_intent.created": "one",
    "charge.succeeded": "one",
    "payment_intent.succeeded": "one",
    "charge.updated": null,
  });
});

test("only a day's answers are kept", async () => {
  const machine = openMachine();
  const { context } = machine;
  const answer = { status: 200, body: "{}" };
  for (const key of ["yesterday", "today"]) {
    saveAnswer(context, { key, print: "" }, "req_1", answer);
    context.clock.set(context.clock.now() + 86_401_000);
  }
  expect(context.store.rows("select key from saved_answers")).toEqual([{ key: "today" }]);
  await machine.stop();
});
