import { expect, test } from "vitest";
import { errorOf, openShop } from "../testing/open-shop.ts";

test("money goes back in parts, and never more than was paid", async () => {
  await using shop = await openShop();
  const { id: payment_intent } = await shop.pay("pm_card_visa", { amount: 2000 });
  const first = await shop.stripe.refunds.create({
    payment_intent,
    amount: 500,
    reason: "requested_by_customer",
  });
  expect(first).toMatchObject({ status: "succeeded", amount: 500, payment_intent });
  const tooMuch = await errorOf(shop.stripe.refunds.create({ payment_intent, amount: 2000 }));
  expect(tooMuch).toMatchObject({ statusCode: 400, param: "amount" });
  expect(tooMuch.code).toBeUndefined();
  expect(tooMuch.message).toBe("Refund amount ($20.00) is greater than unrefunded amount on charge ($15.00)");
  const rest = await shop.stripe.refunds.create({ payment_intent, metadata: { why: "rest" } });
  expect(rest.amount).toBe(1500);
  expect(await errorOf(shop.stripe.refunds.create({ payment_intent }))).toMatchObject({
    code: "charge_already_refunded",
  });
  const [charge] = (await shop.stripe.charges.list({ payment_intent })).data;
  expect(charge).toMatchObject({ amount_refunded: 2000, refunded: true });
  expect((await shop.stripe.paymentIntents.retrieve(payment_intent)).status).toBe("succeeded");
  expect((await shop.stripe.refunds.list({ payment_intent })).data.map(({ id }) => id)).toEqual([
    rest.id,
    first.id,
  ]);
});

test("a refund tells refund.created and charge.refunded, with the sum so far", async () => {
  await using shop = await openShop({ events: ["refund.created", "charge.refunded"] });
  const { id: payment_intent } = await shop.pay();
  await shop.stripe.refunds.create({ payment_intent, amount: 500 });
  await shop.stripe.refunds.create({ payment_intent, amount: 700 });
  const second = await shop.receiver.arrival("charge.refunded", 2);
  expect(second.data.object).toMatchObject({ amount_refunded: 1200 });
  expect(second.data.previous_attributes).toMatchObject({ amount_refunded: 500 });
  expect(shop.receiver.types()).toEqual([
    "refund.created",
    "charge.refunded",
    "refund.created",
    "charge.refunded",
  ]);
});

test("a pending refund succeeds when the bank has had its time", async () => {
  await using shop = await openShop();
  const { id: payment_intent } = await shop.pay("pm_card_pendingRefund");
  const refund = await shop.stripe.refunds.create({ payment_intent });
  expect(refund).toMatchObject({
    status: "pending",
    pending_reason: "processing",
    balance_transaction: null,
  });
  await shop.control("POST", "/clock", { advanceMs: 5_000 });
  expect(await shop.stripe.refunds.retrieve(refund.id)).toMatchObject({ status: "succeeded" });
  expect((await shop.history()).slice(-2)).toEqual(["refund.updated", "charge.refund.updated"]);
});

test("a refund that fails later returns to the balance, and the money can be refunded again", async () => {
  await using shop = await openShop();
  const { id: payment_intent } = await shop.pay("pm_card_refundFail");
  const refund = await shop.stripe.refunds.create({ payment_intent });
  expect(refund.status).toBe("succeeded");
  await shop.control("POST", "/clock", { advanceMs: 5_000 });
  const failed = await shop.stripe.refunds.retrieve(refund.id, { expand: ["failure_balance_transaction"] });
  expect(failed).toMatchObject({ status: "failed", failure_balance_transaction: { amount: 1999 } });
  expect((await shop.history()).slice(-2)).toEqual(["refund.failed", "charge.refund.updated"]);
  expect((await shop.stripe.refunds.create({ payment_intent })).amount).toBe(1999);
});

test("a script can decide for the bank at once", async () => {
  await using shop = await openShop();
  const { id: payment_intent } = await shop.pay("pm_card_pendingRefund");
  const refund = await shop.stripe.refunds.create({ payment_intent });
  expect(await shop.control("POST", `/refunds/${refund.id}`, { outcome: "fail" })).toMatchObject({
    status: "failed",
  });
  const { error } = await shop.control("POST", `/refunds/${refund.id}`, { outcome: "succeed" });
  expect(error.message).toContain("status of failed");
});

test("a card refund cannot be canceled, and without a payment there is nothing to refund", async () => {
  await using shop = await openShop();
  const { id: payment_intent } = await shop.pay();
  const refund = await shop.stripe.refunds.create({ payment_intent });
  expect((await errorOf(shop.stripe.refunds.cancel(refund.id))).message).toContain("status of succeeded");
  const held = await shop.pay("pm_card_visa", { capture_method: "manual" });
  expect((await errorOf(shop.stripe.refunds.create({ payment_intent: held.id }))).message).toContain(
    "does not have a successful charge to refund",
  );
  expect((await errorOf(shop.stripe.refunds.create({}))).message).toContain("payment_intent or charge");
  const changed = await shop.stripe.refunds.update(refund.id, { metadata: { a: "b" } });
  expect(changed.metadata).toEqual({ a: "b" });
});
