import { expect, test } from "vitest";
import { openShop } from "../../testing/open-shop.ts";

async function pendingRefund(shop: Awaited<ReturnType<typeof openShop>>) {
  const { id: payment_intent } = await shop.pay("pm_card_pendingRefund", { capture_method: "automatic" });
  return shop.stripe.refunds.create({ payment_intent });
}

test("a script can let a refund fail at once, and then nothing is left to decide", async () => {
  await using shop = await openShop();
  const refund = await pendingRefund(shop);
  const decide = (outcome: string) => shop.control("POST", `/refunds/${refund.id}`, { outcome });
  expect(await decide("fail")).toMatchObject({
    status: "failed",
    failure_reason: "expired_or_canceled_card",
  });
  expect((await decide("succeed")).error.message).toContain("status of failed");
});

test("a script can let a refund succeed before its time, and it succeeds once", async () => {
  await using shop = await openShop();
  const refund = await pendingRefund(shop);
  await shop.control("POST", `/refunds/${refund.id}`, { outcome: "succeed" });
  await shop.control("POST", "/clock", { advanceMs: 5_000 });
  expect((await shop.stripe.refunds.retrieve(refund.id)).status).toBe("succeeded");
  expect((await shop.stripe.balanceTransactions.list({ source: refund.id })).data).toHaveLength(1);
});

test("a script can call a refund off, and the money can be refunded again", async () => {
  await using shop = await openShop();
  const { id, charge } = await pendingRefund(shop);
  expect(await shop.control("POST", `/refunds/${id}`, { outcome: "cancel" })).toMatchObject({
    status: "canceled",
  });
  expect((await shop.history()).slice(-2)).toEqual(["refund.updated", "charge.refund.updated"]);
  expect((await shop.stripe.refunds.create({ charge: String(charge) })).amount).toBe(1999);
});

test("an outcome that does not exist is refused", async () => {
  await using shop = await openShop();
  const refund = await pendingRefund(shop);
  const { error } = await shop.control("POST", `/refunds/${refund.id}`, { outcome: "explode" });
  expect(error.message).toBe("outcome is one of succeed, fail, cancel");
});

test("a script chooses why a refund fails, among Stripe's reasons", async () => {
  await using shop = await openShop();
  const { id } = await pendingRefund(shop);
  const fail = (reason: string) => shop.control("POST", `/refunds/${id}`, { outcome: "fail", reason });
  expect((await fail("bad_weather")).error.message).toContain("reason is one of");
  expect(await fail("insufficient_funds")).toMatchObject({ failure_reason: "insufficient_funds" });
});
