import { expect, test } from "vitest";
import { openShop } from "../testing/open-shop.ts";
import { until } from "../testing/until.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

test("after thirty days events and their deliveries are deleted, objects stay", async () => {
  await using shop = await openShop();
  const { id } = await shop.pay();
  await shop.sandbox.advance(1_000);
  expect((await shop.control("GET", "/state")).objects).toMatchObject({ event: 4, payment_intent: 1 });
  // The money's payout comes days later, with events of its own.
  await shop.sandbox.advance(36 * DAY_MS);
  await until(async () => {
    const { objects, deliveries } = await shop.control("GET", "/state");
    return (
      (objects as { event?: number }).event === undefined && Object.keys(deliveries as object).length === 0
    );
  }, "the events to be forgotten");
  expect((await shop.stripe.paymentIntents.retrieve(id)).status).toBe("succeeded");
});

test("an event that is still to be delivered stays", async () => {
  await using shop = await openShop();
  const thirtyOneDays = 31 * DAY_MS;
  await shop.control("POST", "/faults", { kind: "webhook", action: "delay", delayMs: 2 * thirtyOneDays });
  await shop.stripe.customers.create();
  await shop.sandbox.advance(thirtyOneDays);
  expect((await shop.control("GET", "/state")).objects).toMatchObject({ event: 1 });
  await shop.sandbox.advance(thirtyOneDays);
  expect(shop.receiver.types()).toEqual(["customer.created"]);
});
