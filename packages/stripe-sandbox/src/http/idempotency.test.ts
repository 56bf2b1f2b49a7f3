import { expect, test } from "vitest";
import { errorOf, openShop, payment } from "../testing/open-shop.ts";

const form = "amount=1999&currency=usd";
const withKey = (key: string) => ({ form, headers: { "idempotency-key": key } });

test("a repeated key replays the first answer and does nothing, even when the object has changed since", async () => {
  await using shop = await openShop();
  const first = await shop.call("POST", "/v1/payment_intents", withKey("one"));
  expect(first.headers.get("idempotent-replayed")).toBeNull();
  await shop.stripe.paymentIntents.update(String(first.body.id), { amount: 2500 });
  const again = await shop.call("POST", "/v1/payment_intents", withKey("one"));
  expect(again.headers.get("idempotent-replayed")).toBe("true");
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
    latencyMs: 150,
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
