import { buy, openTestShop, runJobs, stockedVariant, type TestShop } from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { reconcile } from "../reconciliation/reconcile.ts";
import { receiveEvent } from "../webhooks/receive-event.ts";
import { getAttention } from "./get-attention.ts";

const minute = 60_000;

/** An order that the success page and its sync have confirmed: no webhook came. Answers its payment. */
async function silentOrder(shop: TestShop, record: string): Promise<string> {
  const { paymentIntentId } = await buy(shop, { [record]: 1 });
  await runJobs(shop);
  return paymentIntentId;
}

test("an outage of Stripe is reported with the time of the first failure until Stripe answers", async () => {
  await using shop = await openTestShop();
  expect((await getAttention(shop)).stripeOutage).toEqual({ count: 0, since: null, problem: null });
  await shop.outside.fault({ kind: "api", action: "error", status: 503, path: "/v1" });
  const before = shop.clock.now();
  await expect(shop.stripe.events.list()).rejects.toThrow();
  shop.clock.advance(30 * minute);
  await expect(shop.stripe.events.list()).rejects.toThrow();
  const { stripeOutage, refusedKey } = await getAttention(shop);
  expect(stripeOutage).toMatchObject({ count: 1, problem: { code: "server_error", said: "503" } });
  const since = Date.parse(stripeOutage.since ?? "") - before.getTime();
  expect(since).toBeGreaterThanOrEqual(0);
  expect(since).toBeLessThan(30 * minute);
  expect(refusedKey.count).toBe(0);
  await shop.outside.noFaults();
  await shop.stripe.events.list();
  expect((await getAttention(shop)).stripeOutage.count).toBe(0);
});

test("missing webhooks are reported after three payments, with the last call, until one arrives", async () => {
  await using shop = await openTestShop();
  const record = await stockedVariant(shop, { onHand: 50 });
  await shop.stripe.webhookEndpoints.create({
    url: "http://127.0.0.1:9/webhooks/stripe",
    enabled_events: ["*"],
  });
  const silence = async () => (await getAttention(shop)).silentWebhooks;
  const silentOrderNumber = await silentOrder(shop, record);
  const { data } = await shop.stripe.events.list({ type: "payment_intent.succeeded" });
  const [event] = data;
  if (event === undefined) throw new Error("Stripe made no event");
  await receiveEvent(shop, event);
  expect(event.data.object).toMatchObject({ id: silentOrderNumber });
  const { deliveredAt } = await shop.db.webhookEvent.findFirstOrThrow();

  await silentOrder(shop, record);
  await silentOrder(shop, record);
  shop.clock.advance(6 * minute);
  expect((await silence()).count).toBe(0); // two say nothing yet
  const newest = await silentOrder(shop, record);
  expect((await silence()).count).toBe(0); // its webhook may be on its way
  shop.clock.advance(6 * minute);
  expect(await silence()).toMatchObject({ count: 3, lastDeliveryAt: deliveredAt?.toISOString() });

  // That the events can be fetched says nothing about the endpoint.
  const { events: eventsFetched } = await reconcile(shop, { windowMs: 60 * minute });
  expect(eventsFetched).toBeGreaterThan(2);
  await runJobs(shop);
  expect((await silence()).count).toBe(3);

  const late = await shop.db.webhookEvent.findFirstOrThrow({
    where: { objectId: newest, type: "payment_intent.succeeded" },
  });
  await receiveEvent(shop, await shop.stripe.events.retrieve(late.id));
  expect(await silence()).toMatchObject({ count: 0 });
  expect(await shop.db.webhookEvent.count({ where: { id: late.id, state: "processed" } })).toBe(1);
});
