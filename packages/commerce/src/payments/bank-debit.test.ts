import { formatOrderNumber } from "@dualtrack/contract";
import {
  bankDecides,
  buy,
  debitAtStripe,
  readyToPay,
  reservationMs,
  runJobs,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { expireCheckouts } from "../checkout/end-checkout.ts";
import { getOrder, placeOrder, startCheckout } from "../index.ts";
import { syncPayment } from "./sync-payment.ts";

const days = (n: number) => n * 24 * 60 * 60_000;
const orderOf = (shop: TestShop, checkoutId: string) =>
  shop.db.order.findUniqueOrThrow({
    where: { checkoutId },
    include: { timeline: { orderBy: { id: "asc" } }, mails: { orderBy: { createdAt: "asc" } } },
  });
const sync = (shop: TestShop, paymentIntentId: string) =>
  syncPayment(shop, { paymentIntentId, track: "sync" });

/** The last record, ordered by SEPA direct debit: the bank will take days. */
async function debitLastRecord(shop: TestShop) {
  const record = await stockedVariant(shop, { onHand: 1 });
  const checkout = await readyToPay(shop, { [record]: 1 });
  const { paymentIntentId, clientSecret } = checkout;
  expect((await debitAtStripe(shop, paymentIntentId)).status).toBe("processing");
  const { orderId } = await placeOrder(shop, { paymentIntentId, clientSecret });
  await sync(shop, paymentIntentId);
  return { record, orderId, ...checkout };
}

test("a bank that pays after days: until then the goods are held, nobody can pay twice, then the order is confirmed", async ({
  shop,
}) => {
  const { record, id, paymentIntentId, cartToken } = await debitLastRecord(shop);
  const placed = await orderOf(shop, id);
  expect(placed).toMatchObject({ state: "processing", isProvisional: true });
  await expect(startCheckout(shop, { cartToken })).rejects.toMatchObject({
    code: "PAYMENT_PROCESSING",
    details: { orderNumber: formatOrderNumber(placed.number) },
  });

  for (let day = 0; day < 5; day += 1) {
    shop.clock.advance(days(1));
    await expireCheckouts(shop);
    await sync(shop, paymentIntentId);
  }
  const { mails, ...waiting } = await orderOf(shop, id);
  expect(waiting).toMatchObject({ state: "processing" });
  expect(mails).toMatchObject([{ kind: "order_received", recipient: "customer@example.com" }]);
  expect(mails[0]?.subject).toContain(formatOrderNumber(placed.number));
  expect(mails[0]?.text).toContain("usually takes up to 5 working days, and 14 at the most");
  expect(mails[0]?.text).toContain(`http://shop.example/orders/${placed.id}`);
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 1 });

  await bankDecides(shop, paymentIntentId, "succeed");
  expect(await sync(shop, paymentIntentId)).toBe("confirmed");
  const order = await orderOf(shop, id);
  expect(order).toMatchObject({ state: "confirmed", isProvisional: false, paymentState: "paid" });
  expect(order.timeline.map(({ kind }) => kind)).toEqual(["placed", "payment_processing", "confirmed"]);
  expect(order.mails.map(({ kind }) => kind)).toEqual(["order_received", "order_confirmed"]);
  expect(await stockOf(shop, record)).toEqual({ onHand: 0, reserved: 0 });
});

test("a declined debit: a mail at once, the goods stay reserved for a day, and mail and page agree", async ({
  shop,
}) => {
  const { record, id, orderId, paymentIntentId } = await debitLastRecord(shop);
  shop.clock.advance(days(3));
  await expireCheckouts(shop);
  await bankDecides(shop, paymentIntentId, "fail");
  expect(await sync(shop, paymentIntentId)).toBe("unpaid");
  await sync(shop, paymentIntentId);
  await expireCheckouts(shop);

  const { heldUntil, ...page } = await getOrder(shop, { orderId });
  expect(page).toMatchObject({ state: "failed", canRetryPayment: true });
  expect(Date.parse(heldUntil ?? "") - shop.clock.now().getTime()).toBeGreaterThan(days(1) - 60_000);
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 1 });
  const told = await orderOf(shop, id);
  expect(told.mails.map(({ kind }) => kind)).toEqual(["order_received", "payment_failed"]);
  const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "UTC" });
  expect(told.mails[1]?.text).toContain(
    `We reserve your order for you until ${time.format(new Date(heldUntil ?? ""))} on `,
  );

  shop.clock.advance(days(1) + 1_000);
  await expireCheckouts(shop);
  await runJobs(shop);
  expect(await getOrder(shop, { orderId })).toMatchObject({ canRetryPayment: false, heldUntil: null });
  expect((await orderOf(shop, id)).mails).toHaveLength(2);
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 0 });
  expect((await shop.stripe.paymentIntents.retrieve(paymentIntentId)).status).toBe("canceled");
});

test("a second debit for the same order has its own mails, and no second day", async ({ shop }) => {
  const { id, orderId, paymentIntentId, clientSecret } = await debitLastRecord(shop);
  await bankDecides(shop, paymentIntentId, "fail");
  await sync(shop, paymentIntentId);
  await debitAtStripe(shop, paymentIntentId);
  await placeOrder(shop, { paymentIntentId, clientSecret });
  await Promise.all([1, 2, 3].map(() => sync(shop, paymentIntentId)));
  await bankDecides(shop, paymentIntentId, "fail");
  await sync(shop, paymentIntentId);
  const order = await orderOf(shop, id);
  expect(order.mails.map(({ kind }) => kind)).toEqual([
    "order_received",
    "payment_failed",
    "order_received",
    "payment_failed",
  ]);
  const { heldUntil } = await getOrder(shop, { orderId });
  expect(Date.parse(heldUntil ?? "") - shop.clock.now().getTime()).toBeLessThanOrEqual(reservationMs);
});

test("a card that confirms within seconds has no mail but the confirmation", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { id } = await buy(shop, { [record]: 1 });
  await runJobs(shop);
  expect((await orderOf(shop, id)).mails.map(({ kind }) => kind)).toEqual(["order_confirmed"]);
});
