import {
  contact,
  guestWith,
  payAtStripe,
  pressPay,
  readyToPay,
  reservationMs,
  shippingAddress,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect, vi } from "vitest";
import { addToCart, getCart, setCartLine, startCheckout } from "../index.ts";
import { cancelCheckout, expireCheckouts } from "./end-checkout.ts";
import { extendReservation } from "./extend-reservation.ts";
import { prepareCheckout } from "./prepare-checkout.ts";

/** Pay was pressed for this variant, and the payment is being opened at Stripe. */
function untilStripeIsAsked(shop: TestShop, variantId: string): Promise<{ id: string }> {
  return vi.waitFor(
    () =>
      shop.db.checkout.findFirstOrThrow({
        where: { state: "paying", paymentSessions: { none: {} }, lines: { some: { variantId } } },
        select: { id: true },
      }),
    { timeout: 60_000 },
  );
}

test("starting a checkout reserves every line and asks Stripe nothing; pressing Pay opens one payment of the total", async ({
  shop,
}) => {
  const [record, shirt] = [
    await stockedVariant(shop, { onHand: 5, price: 2_000 }),
    await stockedVariant(shop, { onHand: 2, price: 500 }),
  ];
  const cartToken = await guestWith(shop, { [record]: 2, [shirt]: 1 });
  await shop.outside.fault({ kind: "api", action: "cut", when: "before", path: "/v1" });
  const checkout = await startCheckout(shop, { cartToken });
  await shop.outside.noFaults();
  expect(checkout.payment).toBeNull();
  expect(checkout.total).toEqual({ amount: 4_500 + 590, currency: "eur" });
  expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 2 });
  expect(await stockOf(shop, shirt)).toEqual({ onHand: 2, reserved: 1 });
  const paymentsOf = async () =>
    (await shop.stripe.paymentIntents.list({ limit: 100 })).data.filter(
      ({ metadata }) => metadata.dualtrack_checkout === checkout.id,
    );
  expect(await paymentsOf()).toEqual([]);
  const { paymentIntentId } = await pressPay(shop, { checkoutId: checkout.id, cartToken });
  const [intent, ...others] = await paymentsOf();
  expect(others).toEqual([]);
  expect(intent).toMatchObject({
    id: paymentIntentId,
    amount: 5_090,
    currency: "eur",
    metadata: { dualtrack_checkout: checkout.id },
  });
});

test("reload, second tab and double click get the same checkout, payment and reservation", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const cartToken = await guestWith(shop, { [record]: 1 });
  const all = await Promise.all([1, 2, 3, 4].map(() => startCheckout(shop, { cartToken })));
  expect(new Set(all.map(({ id }) => id)).size).toBe(1);
  const [{ id: checkoutId } = { id: "" }] = all;
  const pressed = await Promise.all([1, 2, 3, 4].map(() => pressPay(shop, { checkoutId, cartToken })));
  expect(new Set(pressed.map(({ clientSecret }) => clientSecret)).size).toBe(1);
  expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 1 });
});

test("one line short: nothing is reserved, and the refusal names the line and the units left", async ({
  shop,
}) => {
  const [plenty, scarce] = [
    await stockedVariant(shop, { onHand: 5 }),
    await stockedVariant(shop, { onHand: 2 }),
  ];
  const cartToken = await guestWith(shop, { [plenty]: 1, [scarce]: 2 });
  await readyToPay(shop, { [scarce]: 1 }); // somebody else, meanwhile

  await expect(startCheckout(shop, { cartToken })).rejects.toMatchObject({
    code: "OUT_OF_STOCK",
    details: { lines: [{ variantId: scarce, requested: 2, available: 1 }] },
  });
  expect(await stockOf(shop, plenty)).toEqual({ onHand: 5, reserved: 0 });
  expect((await getCart(shop, { token: cartToken })).lines).toHaveLength(2);
});

test("a cart that changes gets a new checkout; the old payment is cancelled and its reservation returned", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const cartToken = await guestWith(shop, { [record]: 1 });
  const { id: checkoutId } = await startCheckout(shop, { cartToken });
  const before = await pressPay(shop, { checkoutId, cartToken });
  await setCartLine(shop, { token: cartToken, variantId: record, quantity: 3 });
  const after = await startCheckout(shop, { cartToken });

  expect(after.id).not.toBe(before.id);
  expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 3 });
  expect((await shop.stripe.paymentIntents.retrieve(before.paymentIntentId)).status).toBe("canceled");
  await expect(
    prepareCheckout(shop, { checkoutId: before.id, quoteNumber: 1, cartToken, contact, shippingAddress }),
  ).rejects.toMatchObject({ code: "HOLD_EXPIRED" });
});

test("a customer who changed the cart in another tab can't pay for its old content", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const cartToken = await guestWith(shop, { [record]: 1 });
  const { id: checkoutId } = await startCheckout(shop, { cartToken });
  await setCartLine(shop, { token: cartToken, variantId: record, quantity: 2 });
  await expect(
    prepareCheckout(shop, { checkoutId, quoteNumber: 1, cartToken, contact, shippingAddress }),
  ).rejects.toMatchObject({ code: "CART_CHANGED" });
});

test("Stripe fails while the payment is opened: nothing is charged, the goods stay reserved, the next press works", async ({
  shop,
}) => {
  shop.log.expectErrors(/Stripe did not open a payment/);
  const record = await stockedVariant(shop, { onHand: 5 });
  const cartToken = await guestWith(shop, { [record]: 1 });
  const { id: checkoutId } = await startCheckout(shop, { cartToken });
  await shop.outside.fault({
    kind: "api",
    action: "error",
    when: "before",
    path: "/v1/payment_intents",
    status: 500,
  });
  const press = () => pressPay(shop, { checkoutId, cartToken });
  await expect(press()).rejects.toMatchObject({ code: "PAYMENT_UNAVAILABLE" });
  // The page is loaded again: it was never said that a payment is open, so there is none to be asked about.
  expect(await startCheckout(shop, { cartToken })).toMatchObject({ id: checkoutId, payment: null });
  await shop.outside.noFaults();

  expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 1 });
  expect((await getCart(shop, { token: cartToken })).count).toBe(1);
  expect((await press()).total.amount).toBe(2_590);
});

test("the answer to opening the payment is lost: the retry gets the same payment, not a second one", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const cartToken = await guestWith(shop, { [record]: 1 });
  await shop.outside.fault({
    kind: "api",
    action: "cut",
    when: "after",
    path: "/v1/payment_intents",
    times: 1,
  });
  const checkout = await startCheckout(shop, { cartToken });
  await pressPay(shop, { checkoutId: checkout.id, cartToken });
  const made = await shop.stripe.paymentIntents.list({ limit: 100 });
  expect(made.data.filter(({ metadata }) => metadata.dualtrack_checkout === checkout.id)).toHaveLength(1);
});

test("an expired reservation is cancelled at Stripe, then released", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const checkout = await readyToPay(shop, { [record]: 2 });
  shop.clock.advance(reservationMs + 1_000);
  const { released, failed } = await expireCheckouts(shop);

  expect(released).toBeGreaterThanOrEqual(1);
  expect(failed).toBe(0);
  expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 0 });
  expect((await shop.stripe.paymentIntents.retrieve(checkout.paymentIntentId)).status).toBe("canceled");
  await expect(payAtStripe(shop, checkout.paymentIntentId)).rejects.toMatchObject({
    code: "payment_intent_unexpected_state",
  });
  expect(await shop.db.checkout.findUnique({ where: { id: checkout.id } })).toMatchObject({
    state: "expired",
  });
});

test("a reservation that runs out just after the customer paid becomes their order, not a release", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const checkout = await readyToPay(shop, { [record]: 1 });
  await payAtStripe(shop, checkout.paymentIntentId);
  shop.clock.advance(reservationMs + 1_000);
  await expireCheckouts(shop);

  expect(await stockOf(shop, record)).toEqual({ onHand: 4, reserved: 0 });
  expect(await shop.db.order.findUnique({ where: { checkoutId: checkout.id } })).toMatchObject({
    state: "confirmed",
  });
});

test("Stripe can't be reached when a reservation expires: the stock stays reserved until the payment is cancelled", async ({
  shop,
}) => {
  shop.log.expectErrors(/an expired checkout could not be ended/);
  const record = await stockedVariant(shop, { onHand: 5 });
  await readyToPay(shop, { [record]: 1 });
  shop.clock.advance(reservationMs + 1_000);
  await shop.outside.fault({ kind: "api", action: "cut", when: "before", path: "/v1/payment_intents" });
  expect((await expireCheckouts(shop)).failed).toBe(1);
  expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 1 });
  await shop.outside.noFaults();
  expect((await expireCheckouts(shop)).failed).toBe(0);
  expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 0 });
});

test("a reservation can be extended three times, and not after it has ended", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const { id: checkoutId, cartToken } = await readyToPay(shop, { [record]: 1 });
  for (const canExtend of [true, true, false])
    expect((await extendReservation(shop, { checkoutId, cartToken })).canExtend).toBe(canExtend);
  await expect(extendReservation(shop, { checkoutId, cartToken })).rejects.toMatchObject({
    code: "HOLD_EXTENSION_LIMIT",
  });
  shop.clock.advance(reservationMs + 1_000);
  await expect(extendReservation(shop, { checkoutId, cartToken })).rejects.toMatchObject({
    code: "HOLD_EXPIRED",
  });
});

test("nobody can extend or pay another customer's checkout", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const { id: checkoutId } = await readyToPay(shop, { [record]: 1 });
  const otherOwner = { checkoutId, cartToken: await guestWith(shop, { [record]: 1 }) };
  const refused = { code: "CHECKOUT_NOT_FOUND" };
  await expect(extendReservation(shop, otherOwner)).rejects.toMatchObject(refused);
  await expect(
    prepareCheckout(shop, { ...otherOwner, quoteNumber: 1, contact, shippingAddress }),
  ).rejects.toMatchObject(refused);
});

test("emptying the cart releases its reservation at once", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const token = await guestWith(shop, { [record]: 1 });
  const { id: checkoutId } = await startCheckout(shop, { cartToken: token });
  await setCartLine(shop, { token, variantId: record, quantity: 0 });
  await expireCheckouts(shop); // the queued job does the same, by the database's clock
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 0 });
  expect(await shop.db.checkout.findUnique({ where: { id: checkoutId } })).toMatchObject({
    state: "cancelled",
  });
});

test("a customer's own reservation does not make their cart look sold out", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { cartToken } = await readyToPay(shop, { [record]: 1 });
  expect((await getCart(shop, { token: cartToken })).lines).toMatchObject([
    { problem: null, maxQuantity: 1 },
  ]);
  expect((await getCart(shop, { token: await guestWithout(shop, record) })).lines).toEqual([]);
});

async function guestWithout(shop: TestShop, record: string): Promise<string> {
  const token = await guestWith(shop, {});
  await expect(addToCart(shop, { token, variantId: record, quantity: 1 })).rejects.toMatchObject({
    code: "OUT_OF_STOCK",
  });
  return token;
}

test("a drop that has not opened can't be put into a cart", async ({ shop }) => {
  const opensAt = new Date(shop.clock.now().getTime() + 60_000);
  const record = await stockedVariant(shop, { onHand: 5, opensAt });
  const token = await guestWith(shop, {});
  await expect(addToCart(shop, { token, variantId: record, quantity: 1 })).rejects.toMatchObject({
    code: "NOT_ON_SALE",
    details: { opensAt: opensAt.toISOString() },
  });
  shop.clock.advance(61_000);
  expect((await addToCart(shop, { token, variantId: record, quantity: 1 })).count).toBe(1);
});

test("a total above the maximum of a payment is refused before anything is reserved", async ({ shop }) => {
  const expensive = await stockedVariant(shop, { onHand: 30, price: 99_999_999 });
  const another = await stockedVariant(shop, { onHand: 30, price: 99_999_999 });
  const third = await stockedVariant(shop, { onHand: 30, price: 99_999_999 });
  const cartToken = await guestWith(shop, { [expensive]: 10, [another]: 10, [third]: 10 });
  await expect(startCheckout(shop, { cartToken })).rejects.toMatchObject({
    code: "TOTAL_TOO_HIGH",
    details: { max: { amount: 99_999_999, currency: "eur" } },
  });
  expect(await stockOf(shop, expensive)).toEqual({ onHand: 30, reserved: 0 });
});

test("an empty cart can't be checked out", async ({ shop }) => {
  await expect(startCheckout(shop, { cartToken: await guestWith(shop, {}) })).rejects.toMatchObject({
    code: "CART_EMPTY",
  });
});

test("Pay pressed in a second tab while Stripe is slow gets the first one's payment, and ends nothing", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const cartToken = await guestWith(shop, { [record]: 1 });
  const { id: checkoutId } = await startCheckout(shop, { cartToken });
  const slow = {
    kind: "api",
    action: "latency",
    when: "before",
    method: "POST",
    path: "/v1/payment_intents",
  } as const;
  await shop.outside.fault({ ...slow, latencyMs: 2_500, times: 1 });
  const first = pressPay(shop, { checkoutId, cartToken });
  await untilStripeIsAsked(shop, record);
  const [a, b] = await Promise.all([first, pressPay(shop, { checkoutId, cartToken })]);
  await shop.outside.noFaults();
  expect(b.paymentIntentId).toBe(a.paymentIntentId);
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 1 });
});

test("a checkout that ended while Stripe was opening its payment leaves nothing that can be paid", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const cartToken = await guestWith(shop, { [record]: 1 });
  const { id: checkoutId } = await startCheckout(shop, { cartToken });
  const slow = {
    kind: "api",
    action: "latency",
    when: "after",
    method: "POST",
    path: "/v1/payment_intents",
  } as const;
  await shop.outside.fault({ ...slow, latencyMs: 1_000, times: 1 });
  const outcome = pressPay(shop, { checkoutId, cartToken }).catch((error: unknown) => error);
  const live = await untilStripeIsAsked(shop, record);
  await cancelCheckout(shop, { checkoutId: live.id });
  expect(await outcome).toMatchObject({ code: "HOLD_EXPIRED" });
  await shop.outside.noFaults();
  const { data } = await shop.stripe.paymentIntents.list({ limit: 10 });
  const made = data.find(({ metadata }) => metadata.dualtrack_checkout === live.id);
  expect(made?.status).toBe("canceled");
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 0 });
});

test("a payment that Stripe does not know blocks neither its customer nor the stock", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { id, cartToken } = await readyToPay(shop, { [record]: 1 });
  const stripeId = "pi_of_another_account";
  await shop.db.paymentSession.updateMany({ where: { checkoutId: id }, data: { stripeId } });
  shop.clock.advance(reservationMs + 1_000);
  expect((await expireCheckouts(shop)).failed).toBe(0);
  expect(await shop.db.paymentSession.findUnique({ where: { stripeId } })).toMatchObject({ state: "ended" });
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 0 });
  expect((await startCheckout(shop, { cartToken })).state).toBe("open");
});

test("coming back to pay again and again reserves goods for about an hour, not for ever", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { id: checkoutId, cartToken } = await readyToPay(shop, { [record]: 1 });
  let minutes = 0;
  const outcome = await (async () => {
    for (; minutes < 300; minutes += 4) {
      shop.clock.advance(4 * 60_000);
      try {
        await prepareCheckout(shop, { checkoutId, quoteNumber: 1, cartToken, contact, shippingAddress });
      } catch (error) {
        return error;
      }
    }
  })();
  expect(outcome).toMatchObject({ code: "HOLD_EXPIRED" });
  expect(minutes).toBeLessThanOrEqual(75);
});
