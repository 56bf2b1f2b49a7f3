import { openTestShop, payAtStripe, readyToPay, stockedVariant, work } from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { reconcile } from "./reconcile.ts";

const dayMs = 24 * 60 * 60_000;

test("reconciliation finds a payment that every other track has missed", async () => {
  await using shop = await openTestShop();
  const { id, paymentIntentId } = await readyToPay(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
  await payAtStripe(shop, paymentIntentId);
  expect(await reconcile(shop, { windowMs: dayMs })).toMatchObject({ compared: 1, settled: 1 });
  expect(await shop.db.order.findUnique({ where: { checkoutId: id } })).toMatchObject({ state: "confirmed" });
  expect(await reconcile(shop, { windowMs: dayMs })).toMatchObject({ compared: 1, settled: 0 });
});

test("reconciliation fetches the events that Stripe could not deliver, once", async () => {
  await using shop = await openTestShop();
  await shop.stripe.webhookEndpoints.create({
    url: "http://127.0.0.1:9/webhooks/stripe",
    enabled_events: ["*"],
  });
  const { paymentIntentId } = await readyToPay(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
  await payAtStripe(shop, paymentIntentId);
  expect((await reconcile(shop, { windowMs: dayMs })).eventsFetched).toBeGreaterThan(0);
  await reconcile(shop, { windowMs: dayMs });
  await work(shop);
  const events = await shop.db.webhookEvent.findMany({
    where: { objectId: paymentIntentId, type: "payment_intent.succeeded" },
  });
  expect(events).toMatchObject([{ state: "processed", attempts: 1 }]);
});
