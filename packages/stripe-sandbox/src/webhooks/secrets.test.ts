import Stripe from "stripe";
import { expect, test } from "vitest";
import { openShop, type Shop, WEBHOOK_SECRET } from "../testing/open-shop.ts";
import type { Received } from "../testing/receiver.ts";
import { until } from "../testing/until.ts";

function verifies({ body, signature }: Received, secret: string): boolean {
  try {
    Stripe.webhooks.constructEvent(body, signature, secret);
    return true;
  } catch {
    return false;
  }
}

async function roll(shop: Shop, body?: object): Promise<string> {
  const [endpoint] = (await shop.stripe.webhookEndpoints.list()).data;
  const answer = await shop.control("POST", `/webhook_endpoints/${endpoint?.id}/roll_secret`, body);
  return String(answer.secret);
}

/** The webhook of one more event. */
async function next(shop: Shop): Promise<Received> {
  const { length } = shop.receiver.received;
  await shop.stripe.customers.create();
  await until(() => shop.receiver.received.length > length, "the webhook");
  const received = shop.receiver.received[length];
  if (!received) throw new Error("No webhook");
  return received;
}

test("while a secret is rolled, both sign; when its time is up, only the new one", async () => {
  await using shop = await openShop({ events: ["customer.created"] });
  const secret = await roll(shop, { expires_in: 3600 });
  expect(secret).toMatch(/^whsec_/);
  const during = await next(shop);
  expect(during.signature).toMatch(/^t=\d+,v1=[0-9a-f]{64},v1=[0-9a-f]{64}$/);
  expect([verifies(during, WEBHOOK_SECRET), verifies(during, secret)]).toEqual([true, true]);
  await shop.control("POST", "/clock", { advanceMs: 3_600_000 });
  const after = await next(shop);
  expect([verifies(after, WEBHOOK_SECRET), verifies(after, secret)]).toEqual([false, true]);
});

test("without a time, the old secret ends at once", async () => {
  await using shop = await openShop({ events: ["customer.created"] });
  const secret = await roll(shop);
  const received = await next(shop);
  expect([verifies(received, WEBHOOK_SECRET), verifies(received, secret)]).toEqual([false, true]);
});

test("rolled twice within a day, all three sign", async () => {
  await using shop = await openShop({ events: ["customer.created"] });
  const secrets = [
    WEBHOOK_SECRET,
    await roll(shop, { expires_in: 86_400 }),
    await roll(shop, { expires_in: 60 }),
  ];
  const received = await next(shop);
  expect(secrets.map((secret) => verifies(received, secret))).toEqual([true, true, true]);
});

test("a corrupt signature is wrong for both secrets", async () => {
  await using shop = await openShop({ events: ["customer.created"] });
  const secret = await roll(shop, { expires_in: 3600 });
  await shop.control("POST", "/faults", { kind: "webhook", action: "corrupt_signature", times: 1 });
  const received = await next(shop);
  expect([verifies(received, WEBHOOK_SECRET), verifies(received, secret)]).toEqual([false, false]);
});

test("more than a day is refused, and an endpoint that is not there", async () => {
  await using shop = await openShop();
  const [endpoint] = (await shop.stripe.webhookEndpoints.list()).data;
  const path = `/webhook_endpoints/${endpoint?.id}/roll_secret`;
  const { error } = await shop.control("POST", path, { expires_in: 86_401 });
  expect(error.message).toBe("expires_in is a whole number of seconds from 0 to 86400");
  expect((await shop.control("POST", "/webhook_endpoints/we_none/roll_secret")).error.code).toBe(
    "resource_missing",
  );
});
