import { maxPaymentAmount } from "@dualtrack/contract";
import { lockCheckout } from "@dualtrack/db";
import {
  bankDecides,
  contact,
  debitAtStripe,
  guestWith,
  openPayment,
  payAtStripe,
  shippingAddress,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { describe, expect } from "vitest";
import { newCartToken } from "../checkouts/cart-token.ts";
import { recordQuote } from "../checkouts/record-quote.ts";
import { placeOrder, quoteCheckout, startCheckout } from "../index.ts";
import { openSession } from "../payment-sessions/open-session.ts";
import { preparePayment } from "../payments/prepare-payment.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { priceCart } from "../pricing/price-cart.ts";
import { checkoutIdKey } from "../stripe/payment-intents.ts";
import { transact } from "../unit-of-work.ts";
import { getQuote } from "./get-quote.ts";
import { requote } from "./requote.ts";

const onShopsPage = {
  ...{ kind: "payment_intent" as const, addressFromWallet: false, cancelPath: "/cart" },
};

/** A checkout of one record for 20.00 and shipping for 5.90. */
async function started(shop: TestShop) {
  const record = await stockedVariant(shop, { onHand: 5, price: 2_000 });
  const cartToken = await guestWith(shop, { [record]: 1 });
  const { id, quoteNumber, total } = await startCheckout(shop, { cartToken });
  expect({ quoteNumber, total: total.amount }).toEqual({ quoteNumber: 1, total: 2_590 });
  const press = (seen: number, address = shippingAddress) =>
    openPayment(shop, {
      ...{ checkoutId: id, cartToken, quoteNumber: seen, contact },
      shippingAddress: address,
    });
  return { id, cartToken, record, press };
}

/** The checkout was offered with these shipping costs; answers the quote's number. */
function quoteWithShipping(shop: TestShop, checkoutId: string, shippingAmount: number): Promise<number> {
  return transact(shop, "customer", async (unit) => {
    await lockCheckout(unit.tx, checkoutId);
    const lines = [{ position: 0, unitAmount: 2_000, quantity: 1 }];
    const price = priceCart({ currency: "eur", lines, shipping: { amount: shippingAmount } });
    return recordQuote(unit, { checkoutId, price: { ...price, discounts: [] } });
  });
}

/** The checkout's payments at Stripe, the oldest first. */
async function atStripe(shop: TestShop, checkoutId: string) {
  const found = await shop.stripe.paymentIntents.list({ limit: 100 }).autoPagingToArray({ limit: 1_000 });
  return found
    .filter(({ metadata }) => metadata[checkoutIdKey] === checkoutId)
    .map(({ id, status, amount, metadata }) => ({ id, status, amount, quote: metadata.dualtrack_quote }))
    .toReversed();
}

const stateOf = (shop: TestShop, id: string) =>
  shop.db.checkout.findUniqueOrThrow({ where: { id }, select: { state: true, quoteNumber: true } });

test("another price than the one seen is not charged: what differs is said, and the new price can be paid", async ({
  shop,
}) => {
  const { id, press } = await started(shop);
  expect(await quoteWithShipping(shop, id, 990)).toBe(2);
  await expect(press(2)).rejects.toMatchObject({
    code: "QUOTE_CHANGED",
    details: {
      changes: [
        { part: "shipping", before: { amount: 990, currency: "eur" }, after: { amount: 590 } },
        { part: "total", before: { amount: 2_990 }, after: { amount: 2_590, currency: "eur" } },
      ],
    },
  });
  expect(await atStripe(shop, id)).toEqual([]);
  expect(await stateOf(shop, id)).toEqual({ state: "open", quoteNumber: 3 });
  const { payment, total, quoteNumber } = await press(3);
  expect({ quoteNumber, total: total.amount }).toEqual({ quoteNumber: 3, total: 2_590 });
  expect(await atStripe(shop, id)).toMatchObject([{ amount: 2_590, quote: "3" }]);
  await payAtStripe(shop, payment.paymentIntentId);
  expect(await syncPayment(shop, { ...payment, track: "sync" })).toBe("confirmed");
});

test("a quote that never existed is answered with the price that does", async ({ shop }) => {
  const { id, press } = await started(shop);
  await expect(press(99)).rejects.toMatchObject({
    code: "QUOTE_CHANGED",
    details: {
      changes: expect.arrayContaining([
        { part: "total", before: null, after: { amount: 2_590, currency: "eur" } },
      ]),
    },
  });
  expect(await stateOf(shop, id)).toEqual({ state: "open", quoteNumber: 1 });
});

test("two tabs with two prices: the later press cancels the other's payment, and goods and checkout stay", async ({
  shop,
}) => {
  const { id, record, press } = await started(shop);
  const first = (await press(1)).payment;
  await quoteWithShipping(shop, id, 990);
  const { payment } = await press(1); // priced again it is the same
  expect(await atStripe(shop, id)).toMatchObject([
    { id: first.paymentIntentId, status: "canceled", quote: "1" },
    { id: payment.paymentIntentId, status: "requires_payment_method", amount: 2_590, quote: "3" },
  ]);
  await expect(payAtStripe(shop, first.paymentIntentId)).rejects.toMatchObject({
    code: "payment_intent_unexpected_state",
  });
  for (const track of ["webhook", "sync"] as const)
    expect(await syncPayment(shop, { ...first, track })).toBe("unpaid");
  expect(await stateOf(shop, id)).toMatchObject({ state: "paying" });
  expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 1 });
  await payAtStripe(shop, payment.paymentIntentId);
  const { orderId } = await placeOrder(shop, payment);
  expect(await syncPayment(shop, { ...first, track: "sync" })).toBe("unpaid");
  expect(await syncPayment(shop, { ...payment, track: "sync" })).toBe("confirmed");
  expect(await shop.db.order.findUnique({ where: { id: orderId } })).toMatchObject({
    state: "confirmed",
    totalAmount: 2_590,
  });
});

test("a later quote does not make a paid one wrong: the order is what its payment's quote says", async ({
  shop,
}) => {
  const { id, press } = await started(shop);
  const { payment } = await press(1);
  await quoteWithShipping(shop, id, 990);
  await payAtStripe(shop, payment.paymentIntentId);
  const { orderId } = await placeOrder(shop, payment);
  const order = { shippingAmount: 590, totalAmount: 2_590, lines: [{ totalAmount: 2_000 }] };
  const read = () => shop.db.order.findUnique({ where: { id: orderId }, include: { lines: true } });
  expect(await read()).toMatchObject({ ...order, state: "processing" });
  expect(await syncPayment(shop, { ...payment, track: "sync" })).toBe("confirmed");
  expect(await read()).toMatchObject({ ...order, state: "confirmed" });
  await expect(press(2)).rejects.toMatchObject({ code: "ALREADY_PAID" });
});

test("paid for an earlier quote while another tab presses Pay: the payment is kept, and no other is opened", async ({
  shop,
}) => {
  const { id, press } = await started(shop);
  const { payment } = await press(1);
  await quoteWithShipping(shop, id, 990);
  await payAtStripe(shop, payment.paymentIntentId);
  await preparePayment(shop, { checkoutId: id, ...onShopsPage });
  expect(await atStripe(shop, id)).toMatchObject([{ id: payment.paymentIntentId, status: "succeeded" }]);
  expect(await shop.db.order.findUnique({ where: { id } })).toMatchObject({ state: "confirmed" });
});

test("a debit of an earlier quote that the bank decides about is kept, too", async ({ shop }) => {
  const { id, press } = await started(shop);
  const { payment } = await press(1);
  await quoteWithShipping(shop, id, 990);
  await debitAtStripe(shop, payment.paymentIntentId);
  await preparePayment(shop, { checkoutId: id, ...onShopsPage });
  expect(await atStripe(shop, id)).toMatchObject([{ id: payment.paymentIntentId, status: "processing" }]);
  await expect(press(2)).rejects.toMatchObject({ code: "PAYMENT_PROCESSING" });
});

test("killed after the earlier payment was cancelled at Stripe: the next press goes on", async ({ shop }) => {
  const { id, press } = await started(shop);
  const first = (await press(1)).payment;
  await quoteWithShipping(shop, id, 990);
  await shop.stripe.paymentIntents.cancel(first.paymentIntentId);
  const { payment } = await press(1);
  expect(await atStripe(shop, id)).toMatchObject([
    { status: "canceled" },
    { id: payment.paymentIntentId, status: "requires_payment_method" },
  ]);
});

test("a payment of an earlier quote that can't be cancelled prevents a second one", async ({ shop }) => {
  const { id, press } = await started(shop);
  await press(1);
  await quoteWithShipping(shop, id, 990);
  await shop.outside.fault({
    ...{ kind: "api", action: "error", when: "before", method: "POST", status: 500 },
    path: "/v1/payment_intents/*/cancel",
  });
  await expect(press(1)).rejects.toMatchObject({ code: "PAYMENT_UNCERTAIN" });
  await shop.outside.noFaults();
  expect(await atStripe(shop, id)).toHaveLength(1);
  await press(1);
  expect((await atStripe(shop, id)).map(({ status }) => status)).toEqual([
    "canceled",
    "requires_payment_method",
  ]);
});

test("the price changes while Stripe opens the payment: nobody gets its secret, and it can't be paid", async ({
  shop,
}) => {
  const { id } = await started(shop);
  await quoteWithShipping(shop, id, 990);
  await openSession(shop, {
    addressFromWallet: false,
    ...{
      checkoutId: id,
      kind: "payment_intent",
      captureMethod: "automatic",
      quoteNumber: 1,
      amount: 2_590,
      currency: "eur",
    },
    ...{ params: { metadata: {} }, descriptionHash: "of quote 1", endedBefore: 0 },
    purchase: { items: [], email: null, cancelPath: "/cart", reservedUntil: shop.clock.now() },
  });
  expect(await shop.db.paymentSession.count({ where: { checkoutId: id } })).toBe(0);
  expect(await atStripe(shop, id)).toMatchObject([{ status: "canceled" }]);
});

test("many presses at once, with two prices between: one payment can be paid in the end", async ({
  shop,
}) => {
  const { id, press } = await started(shop);
  await press(1);
  const presses = [1, 1, 1, 1].map(() => press(1));
  await quoteWithShipping(shop, id, 990);
  const outcomes = await Promise.allSettled([...presses, press(1), press(1)]);
  expect(outcomes.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);
  await press(1);
  const open = (await atStripe(shop, id)).filter(({ status }) => status !== "canceled");
  expect(open).toMatchObject([{ amount: 2_590 }]);
  expect(await stateOf(shop, id)).toMatchObject({ state: "paying", quoteNumber: Number(open[0]?.quote) });
});

test("an order that is paid another way keeps its price", async ({ shop }) => {
  const { id } = await started(shop);
  await quoteWithShipping(shop, id, 990);
  const checkout = await shop.db.checkout.findUniqueOrThrow({
    where: { id },
    include: { lines: { include: { variant: { include: { product: true } } } } },
  });
  const destination = { country: "AT", state: "", postalCode: "1010" };
  const kept = await transact(shop, "customer", async (unit) => {
    const current = await getQuote(unit.tx, { checkoutId: id, quoteNumber: checkout.quoteNumber });
    const taxAnswers = { checkoutId: id, isAddressComplete: true, failures: new Map() };
    const choice = {
      current,
      destination,
      methodId: null,
      liveAnswerId: null,
      taxAnswers,
      customerVatId: null,
    };
    return requote(unit, { ...checkout, cart: null, draftOrder: null, order: {} }, choice);
  });
  expect(kept).toMatchObject({ quote: { number: 2, shippingAmount: 990 } });
});

describe("where delivery to Switzerland costs 18.00", () => {
  test.beforeAll(({ shop }) => shipTo(shop, "CH", 1_800));
  const quoted = (shop: TestShop, own: { checkoutId: string; cartToken: string }, country: string) =>
    quoteCheckout(shop, { ...own, destination: { country, state: "", postalCode: "" } });

  test("the price follows the destination while it is entered, and goes back with it", async ({ shop }) => {
    const { id: checkoutId, cartToken } = await started(shop);
    const own = { checkoutId, cartToken };
    expect(await quoted(shop, own, "CH")).toMatchObject({ quoteNumber: 2, shipping: { amount: 1_800 } });
    expect(await quoted(shop, own, "CH")).toMatchObject({ quoteNumber: 2, total: { amount: 3_800 } });
    expect(await quoted(shop, own, "DE")).toMatchObject({ quoteNumber: 3, total: { amount: 2_590 } });
    await expect(quoted(shop, { ...own, cartToken: newCartToken() }, "CH")).rejects.toMatchObject({
      code: "CHECKOUT_NOT_FOUND",
    });
    expect(await atStripe(shop, checkoutId)).toEqual([]);
  });

  test("an address in Switzerland is not paid with the price of Austria", async ({ shop }) => {
    const { press } = await started(shop);
    const swiss = { ...shippingAddress, country: "CH", postalCode: "8001" };
    await expect(press(1, swiss)).rejects.toMatchObject({ code: "QUOTE_CHANGED" });
    const { payment } = await press(2, swiss);
    const intent = await payAtStripe(shop, payment.paymentIntentId);
    expect(intent.amount).toBe(3_800);
    const { orderId } = await placeOrder(shop, payment);
    expect(await syncPayment(shop, { ...payment, track: "sync" })).toBe("confirmed");
    expect(await shop.db.order.findUnique({ where: { id: orderId } })).toMatchObject({
      shippingAmount: 1_800,
      totalAmount: 3_800,
    });
  });

  test("a total that Stripe can't charge is refused at Pay, and nothing is opened", async ({ shop }) => {
    await shipTo(shop, "NO", maxPaymentAmount);
    const { id, press } = await started(shop);
    const norwegian = { ...shippingAddress, country: "NO", postalCode: "0150" };
    await expect(press(1, norwegian)).rejects.toMatchObject({ code: "QUOTE_CHANGED" });
    await expect(press(2, norwegian)).rejects.toMatchObject({ code: "TOTAL_TOO_HIGH" });
    expect(await atStripe(shop, id)).toEqual([]);
  });

  test("an order whose debit failed can be paid another way, but not be sent to where it costs more", async ({
    shop,
  }) => {
    const { press } = await started(shop);
    const { payment } = await press(1);
    await debitAtStripe(shop, payment.paymentIntentId);
    await placeOrder(shop, payment);
    await syncPayment(shop, { ...payment, track: "sync" });
    await bankDecides(shop, payment.paymentIntentId, "fail");
    await syncPayment(shop, { ...payment, track: "sync" });
    const swiss = { ...shippingAddress, country: "CH", postalCode: "8001" };
    await expect(press(1, swiss)).rejects.toMatchObject({
      code: "ORDER_DESTINATION_FIXED",
      details: { country: "AT" },
    });
    await press(1, { ...shippingAddress, country: "DE", postalCode: "10115" });
  });
});

/** A zone of its own for one country. */
async function shipTo(shop: TestShop, country: string, amount: number): Promise<void> {
  await shop.db.shippingArea.deleteMany({ where: { country } });
  const zone = await shop.db.shippingZone.create({ data: { name: country, position: 9 } });
  await shop.db.shippingArea.create({ data: { zoneId: zone.id, country } });
  const method = await shop.db.shippingMethod.create({
    data: { zoneId: zone.id, name: "Post", position: 0 },
  });
  const rate = { methodId: method.id, currency: "eur" };
  await shop.db.shippingRate.create({ data: { ...rate, basis: "flat" } });
  await shop.db.shippingRateBand.create({ data: { ...rate, fromValue: 0, amount } });
}
