import { nextOrderNumber, passOrderNumber } from "@dualtrack/db";
import {
  buy,
  contact,
  guestWith,
  openPayment,
  readyToPay,
  shippingAddress,
  stockedVariant,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { startCheckout } from "../index.ts";
import { readPaymentDescription } from "../stripe/payment-description.ts";

/** Stripe answers what it is asked, but takes no changes. */
const stripeFails = {
  kind: "api",
  action: "error",
  when: "before",
  method: "POST",
  path: "/v1/payment_intents",
} as const;

test("the customer presses Pay: the order's data and number are stored at Stripe", async ({ shop }) => {
  const [record, shirt] = [
    await stockedVariant(shop, { onHand: 5, price: 2_000 }),
    await stockedVariant(shop, { onHand: 5, price: 500 }),
  ];
  const { orderId, paymentIntentId } = await buy(shop, { [record]: 2, [shirt]: 1 });
  const order = await shop.db.order.findUniqueOrThrow({ where: { id: orderId }, include: { lines: true } });
  const intent = await shop.stripe.paymentIntents.retrieve(paymentIntentId);
  expect(intent.description).toBe(`Test Shop DT-${order.number}`);
  expect(intent.shipping).toMatchObject({
    name: contact.name,
    address: { line1: "1 Long Road", postal_code: "1010", city: "Town", country: "AT" },
  });
  expect(readPaymentDescription(intent)).toMatchObject({
    orderNumber: order.number,
    subtotalAmount: order.subtotalAmount,
    shippingAmount: order.shippingAmount,
    ...contact,
    shippingAddress,
    lines: order.lines.map(({ sku, quantity, unitAmount }) => ({ sku, quantity, unitAmount })),
    missing: [],
  });
});

test("Stripe fails at Pay: nothing is confirmed, a retry works, and the number stays the same", async ({
  shop,
}) => {
  shop.log.expectErrors(/Stripe did not open a payment/);
  const cartToken = await guestWith(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
  const { id: checkoutId } = await startCheckout(shop, { cartToken });
  const press = (email: string) =>
    openPayment(shop, {
      checkoutId,
      quoteNumber: 1,
      cartToken,
      contact: { ...contact, email },
      shippingAddress,
    });
  await shop.outside.fault({ ...stripeFails, status: 500 });
  await expect(press("a@example.com")).rejects.toMatchObject({ code: "PAYMENT_UNAVAILABLE" });
  await shop.outside.noFaults();
  const number = (await shop.db.checkout.findUniqueOrThrow({ where: { id: checkoutId } })).orderNumber;
  expect(number).toBeGreaterThan(1_000);
  const { payment } = await press("a@example.com");
  const intent = await shop.stripe.paymentIntents.retrieve(payment.paymentIntentId);
  expect(readPaymentDescription(intent)).toMatchObject({ orderNumber: number, email: "a@example.com" });
});

test("a second request with the same details changes nothing at Stripe; other details replace the first", async ({
  shop,
}) => {
  shop.log.expectErrors(/did not accept a payment's description/);
  const record = await stockedVariant(shop, { onHand: 1 });
  const { id: checkoutId, cartToken, paymentIntentId } = await readyToPay(shop, { [record]: 1 });
  const press = (line1: string) =>
    openPayment(shop, {
      checkoutId,
      quoteNumber: 1,
      cartToken,
      contact,
      shippingAddress: { ...shippingAddress, line1 },
    });
  await shop.outside.fault({ ...stripeFails, status: 500 });
  await press(shippingAddress.line1);
  await expect(press("2 New Road")).rejects.toMatchObject({ code: "PAYMENT_UNAVAILABLE" });
  await shop.outside.noFaults();
  await press("2 New Road");
  expect((await shop.stripe.paymentIntents.retrieve(paymentIntentId)).shipping?.address).toMatchObject({
    line1: "2 New Road",
  });
});

test("two tabs with different details: Stripe ends with those that the order will have", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { id: checkoutId, cartToken, paymentIntentId } = await readyToPay(shop, { [record]: 1 });
  const names = ["Ann", "Ben", "Cid", "Dan"];
  await Promise.all(
    names.map((name) =>
      openPayment(shop, {
        checkoutId,
        quoteNumber: 1,
        cartToken,
        contact: { ...contact, name },
        shippingAddress,
      }),
    ),
  );
  const { name } = await shop.db.checkout.findUniqueOrThrow({ where: { id: checkoutId } });
  expect((await shop.stripe.paymentIntents.retrieve(paymentIntentId)).shipping?.name).toBe(name);
});

test("order numbers pass those that Stripe has seen, while others take theirs: none comes twice, none goes back", async ({
  shop,
}) => {
  const first = await nextOrderNumber(shop.db);
  const target = first + 500;
  const [taken] = await Promise.all([
    Promise.all(Array.from({ length: 40 }, () => nextOrderNumber(shop.db))),
    ...[1, 2, 3].map(() => passOrderNumber(shop.db, target)),
  ]);
  expect(new Set(taken).size).toBe(40);
  const next = await nextOrderNumber(shop.db);
  expect(next).toBeGreaterThan(Math.max(target, ...taken));
  await passOrderNumber(shop.db, first);
  expect(await nextOrderNumber(shop.db)).toBe(next + 1);
});
