import {
  bankDecides,
  debitAtStripe,
  openTestShop,
  readyToPay,
  stockedVariant,
  stockOf,
  type TestShop,
  work,
} from "@dualtrack/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expireCheckouts } from "../checkout/end-checkout.ts";
import { placeOrder, startCheckout } from "../index.ts";
import { orderNumber } from "../orders/queries.ts";
import { syncPayment } from "./sync-payment.ts";

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop[Symbol.asyncDispose]());

const days = (n: number) => n * 24 * 60 * 60_000;
const orderOf = (checkoutId: string) =>
  shop.db.order.findUniqueOrThrow({ where: { checkoutId }, include: { timeline: true, mails: true } });
const sync = (paymentIntentId: string) => syncPayment(shop, { paymentIntentId, track: "sync" });
/** The last record, ordered by SEPA direct debit: the bank will take days. */
async function debitLastRecord() {
  const record = await stockedVariant(shop, { onHand: 1 });
  const checkout = await readyToPay(shop, { [record]: 1 });
  const { paymentIntentId, clientSecret } = checkout;
  expect((await debitAtStripe(shop, paymentIntentId)).status).toBe("processing");
  await placeOrder(shop, { paymentIntentId, clientSecret });
  await sync(paymentIntentId);
  return { record, ...checkout };
}

test("a bank that pays after days: until then the goods are held, nobody can pay twice, then the order is confirmed", async () => {
  const { record, id, paymentIntentId, cartToken } = await debitLastRecord();
  expect(await orderOf(id)).toMatchObject({ state: "processing", isProvisional: true });
  await expect(startCheckout(shop, { cartToken })).rejects.toMatchObject({
    code: "PAYMENT_PROCESSING",
    details: { orderNumber: orderNumber((await orderOf(id)).number) },
  });

  for (let day = 0; day < 5; day += 1) {
    shop.clock.advance(days(1));
    await expireCheckouts(shop);
  }
  expect(await orderOf(id)).toMatchObject({ state: "processing", mails: [] });
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 1 });

  await bankDecides(shop, paymentIntentId, "succeed");
  expect(await sync(paymentIntentId)).toBe("confirmed");
  const order = await orderOf(id);
  expect(order).toMatchObject({ state: "confirmed", isProvisional: false, paymentState: "paid" });
  expect(order.timeline.map(({ kind }) => kind)).toEqual(["placed", "payment_processing", "confirmed"]);
  expect(await stockOf(shop, record)).toEqual({ onHand: 0, reserved: 0 });
});

test("a bank that sends the debit back after days: the goods are free again, and the customer is told", async () => {
  const { record, id, paymentIntentId } = await debitLastRecord();
  shop.clock.advance(days(3));
  await expireCheckouts(shop);
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 1 });

  await bankDecides(shop, paymentIntentId, "fail");
  expect(await sync(paymentIntentId)).toBe("unpaid");
  await expireCheckouts(shop);
  await work(shop);
  const order = await orderOf(id);
  expect(order).toMatchObject({ state: "failed", paymentState: "unpaid" });
  expect(order.mails).toMatchObject([{ kind: "payment_failed", recipient: "customer@example.com" }]);
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 0 });
  expect((await shop.stripe.paymentIntents.retrieve(paymentIntentId)).status).toBe("canceled");
});
