import { randomUUID } from "node:crypto";
import { manager as by, readyToPay, stockedVariant, stockOf, type TestShop, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { placeOrder } from "../checkout/place-order.ts";
import { getOrder } from "../order-views/get-order.ts";
import type { Shop } from "../shop.ts";
import { cancelOrder } from "./cancel-order.ts";

const cancel = (shop: TestShop, orderId: string, at: Shop = shop) =>
  cancelOrder(at, { orderId, requestId: randomUUID(), note: "", by });

/** A provisional order of the last record; nobody has paid. */
async function unpaidOrder(shop: TestShop) {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { paymentIntentId, clientSecret } = await readyToPay(shop, { [record]: 1 });
  return { record, paymentIntentId, ...(await placeOrder(shop, { paymentIntentId, clientSecret })) };
}

test("an unpaid order is cancelled together with its payment, without a failed payment in between", async ({
  shop,
}) => {
  const { orderId, record } = await unpaidOrder(shop);
  const seen: Promise<string>[] = [];
  const stateOf = async () => (await getOrder(shop, { orderId })).state;
  const unsubscribe = shop.bus.subscribe("order", orderId, () => seen.push(stateOf()));
  await cancel(shop, orderId);
  await expect.poll(() => Promise.all(seen)).toContain("cancelled");
  unsubscribe();
  expect(await Promise.all(seen)).not.toContain("failed");
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 0 });
  // Its customer is told what was done, not that their payment failed.
  const mails = await shop.db.mail.findMany({ where: { orderId } });
  expect(mails).toMatchObject([
    { kind: "order_cancelled", text: expect.stringContaining("Nothing was charged") },
  ]);
});

test("while the bank decides, cancelling is refused and the goods stay reserved", async ({ shop }) => {
  const { orderId, record, paymentIntentId } = await unpaidOrder(shop);
  const intent = await shop.stripe.paymentIntents.retrieve(paymentIntentId);
  const paymentIntents = Object.assign(Object.create(shop.stripe.paymentIntents), {
    cancel: async () => ({ ...intent, status: "processing" }),
  });
  const stripe = Object.create(shop.stripe, { paymentIntents: { value: paymentIntents } });
  await expect(cancel(shop, orderId, { ...shop, stripe })).rejects.toMatchObject({
    code: "PAYMENT_UNDECIDED",
  });
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 1 });
  expect(await getOrder(shop, { orderId })).toMatchObject({ state: "processing" });
});

test("Stripe is down: cancelling is refused, and nothing has changed", async ({ shop }) => {
  shop.log.expectErrors(/payment of an order could not be cancelled/);
  const { orderId, record } = await unpaidOrder(shop);
  await shop.outside.fault({ kind: "api", action: "error", path: "/v1/payment_intents/*/cancel" });
  await expect(cancel(shop, orderId)).rejects.toMatchObject({ code: "PAYMENT_UNAVAILABLE" });
  await shop.outside.noFaults();
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 1 });
  expect(await getOrder(shop, { orderId })).toMatchObject({ state: "processing" });
});
