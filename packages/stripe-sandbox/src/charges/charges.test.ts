import { expect, test } from "vitest";
import { errorOf, openShop } from "../testing/open-shop.ts";

test("a charge copies its payment's facts, and its metadata can be changed", async () => {
  await using shop = await openShop({ events: ["charge.updated"] });
  const intent = await shop.pay("pm_card_amex", { description: "Studio day", metadata: { order: "7" } });
  const id = String(intent.latest_charge);
  const charge = await shop.stripe.charges.retrieve(id, { expand: ["payment_intent"] });
  expect(charge).toMatchObject({
    description: "Studio day",
    metadata: { order: "7" },
    outcome: { type: "authorized" },
    payment_method_details: { type: "card", card: { brand: "amex", last4: "0005" } },
    payment_intent: { id: intent.id },
  });
  await shop.receiver.arrival("charge.updated");
  await shop.stripe.charges.update(id, { metadata: { order: "8" } });
  const event = await shop.receiver.arrival("charge.updated", 2);
  expect(event.data.previous_attributes).toEqual({ metadata: { order: "7" } });
  expect((await shop.stripe.paymentIntents.retrieve(intent.id)).metadata).toEqual({ order: "7" });
});

test("with synchronous capture the balance transaction is there at once", async () => {
  await using shop = await openShop();
  const intent = await shop.pay("pm_card_visa", { capture_method: "automatic", expand: ["latest_charge"] });
  const { balance_transaction: id } = intent.latest_charge as { balance_transaction: string };
  expect(await shop.stripe.balanceTransactions.retrieve(id)).toMatchObject({
    status: "pending",
    type: "charge",
  });
  await shop.control("POST", "/clock", { advanceMs: 2 * 24 * 60 * 60 * 1000 });
  expect(await shop.stripe.balanceTransactions.retrieve(id)).toMatchObject({ status: "available" });
  expect(await shop.history()).not.toContain("charge.updated");
});

test("the balance is the sum of what came in and went out", async () => {
  await using shop = await openShop();
  const { id: payment_intent } = await shop.pay("pm_card_visa", { amount: 10_000 });
  await shop.receiver.arrival("charge.updated");
  await shop.stripe.refunds.create({ payment_intent, amount: 4_000 });
  const { data } = await shop.stripe.balanceTransactions.list();
  expect(data.map(({ type, net }) => [type, net])).toEqual([
    ["refund", -4_000],
    ["charge", 10_000 - 320],
  ]);
  expect((await errorOf(shop.stripe.charges.retrieve("ch_none"))).statusCode).toBe(404);
});
