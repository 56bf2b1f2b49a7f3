import type { Money } from "@dualtrack/contract";
import { maxLineQuantity } from "@dualtrack/contract";
import {
  bankDecides,
  contact,
  debitAtStripe,
  guestWith,
  openTestShop,
  payAtStripe,
  readyToPay,
  runJobs,
  shippingAddress,
  stockedVariant,
  stockOf,
  type TestShop,
} from "@dualtrack/testkit";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  addToCart,
  auditLedger,
  getCart,
  newCartToken,
  orderToken,
  placeOrder,
  prepareCheckout,
  resumeCheckout,
  setCartLine,
  startCheckout,
} from "../index.ts";
import { settlePayment } from "../payments/settle-payment.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { factsOf, type PaymentFacts } from "../stripe/payment-facts.ts";
import { retrievePaymentIntent } from "../stripe/payment-intents.ts";

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop[Symbol.asyncDispose]());

const sync = (paymentIntentId: string) => syncPayment(shop, { paymentIntentId, track: "sync" });
const put = (token: string, variantId: string, quantity: number) =>
  addToCart(shop, { token, variantId, quantity });

/** Presses Pay; answers the payment that is open then. */
async function prepare(checkoutId: string, cartToken: string, token?: string) {
  const own = { checkoutId, cartToken, orderToken: token };
  return (await prepareCheckout(shop, { ...own, quoteNumber: 1, contact, shippingAddress })).payment;
}

async function inCart(token: string): Promise<Record<string, number>> {
  const { lines } = await getCart(shop, { token });
  return Object.fromEntries(lines.map(({ variantId, quantity }) => [variantId, quantity]));
}

/** Ordered by direct debit: the bank decides after days. */
async function debited(items: Record<string, number>) {
  const checkout = await readyToPay(shop, items);
  await debitAtStripe(shop, checkout.paymentIntentId);
  const { orderId } = await placeOrder(shop, checkout);
  await sync(checkout.paymentIntentId);
  return { ...checkout, orderId };
}

async function fail(paymentIntentId: string): Promise<void> {
  await bankDecides(shop, paymentIntentId, "fail");
  await sync(paymentIntentId);
}

test("while the bank decides, the cart is free for other goods, which are bought at once; the order is confirmed later", async () => {
  const [record, shirt] = [
    await stockedVariant(shop, { onHand: 5 }),
    await stockedVariant(shop, { onHand: 5 }),
  ];
  const { paymentIntentId, cartToken } = await debited({ [record]: 2 });
  expect(await inCart(cartToken)).toEqual({});
  await put(cartToken, shirt, 1);
  await put(cartToken, record, 1);
  const { id } = await startCheckout(shop, { cartToken });
  const second = await prepare(id, cartToken);
  await payAtStripe(shop, second.paymentIntentId);
  await placeOrder(shop, second);
  await sync(second.paymentIntentId);
  expect(await inCart(cartToken)).toEqual({});

  await bankDecides(shop, paymentIntentId, "succeed");
  await put(cartToken, record, 1);
  await sync(paymentIntentId);
  expect(await inCart(cartToken)).toEqual({ [record]: 1 });
  expect(await stockOf(shop, record)).toEqual({ onHand: 2, reserved: 0 });
});

test("the bank says no: the goods are back in the cart, and paying another way is the same payment with the same reservation", async () => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { id, orderId, paymentIntentId, cartToken } = await debited({ [record]: 1 });
  await fail(paymentIntentId);
  expect(await inCart(cartToken)).toEqual({ [record]: 1 });
  const { unpaidOrders } = await getCart(shop, { token: cartToken });
  expect(unpaidOrders).toMatchObject([{ token: orderToken(shop, orderId) }]);

  const again = await startCheckout(shop, { cartToken });
  expect(again).toMatchObject({ id, payment: { paymentIntentId }, lastAttempt: "declined" });
  const payment = await prepare(id, cartToken);
  await payAtStripe(shop, paymentIntentId);
  await placeOrder(shop, payment);
  expect(await inCart(cartToken)).toEqual({});
  await sync(paymentIntentId);
  expect(await getCart(shop, { token: cartToken })).toMatchObject({ lines: [], unpaidOrders: [] });
  expect(await stockOf(shop, record)).toEqual({ onHand: 0, reserved: 0 });
});

test("the failed order is paid another way from its own page, on another device, though the cart holds other goods by now", async () => {
  const [record, shirt] = [
    await stockedVariant(shop, { onHand: 1 }),
    await stockedVariant(shop, { onHand: 5 }),
  ];
  const { id, orderId, paymentIntentId, cartToken } = await debited({ [record]: 1 });
  await put(cartToken, shirt, 2);
  await fail(paymentIntentId);
  expect(await inCart(cartToken)).toEqual({ [record]: 1, [shirt]: 2 });

  const phone = newCartToken();
  await expect(prepare(id, phone)).rejects.toMatchObject({ code: "CHECKOUT_NOT_FOUND" });
  const token = orderToken(shop, orderId);
  const resumed = await resumeCheckout(shop, { orderToken: token });
  expect(resumed).toMatchObject({ id, payment: { paymentIntentId } });
  const payment = await prepare(id, phone, token);
  await payAtStripe(shop, paymentIntentId);
  await placeOrder(shop, payment);
  await sync(paymentIntentId);
  expect(await inCart(cartToken)).toEqual({ [shirt]: 2 });
  await expect(resumeCheckout(shop, { orderToken: token })).rejects.toMatchObject({ code: "ALREADY_PAID" });
});

test("the token of one order opens no other checkout", async () => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const mine = await debited({ [record]: 1 });
  const theirs = await readyToPay(shop, { [record]: 1 });
  await expect(prepare(theirs.id, mine.cartToken, orderToken(shop, mine.orderId))).rejects.toMatchObject({
    code: "CHECKOUT_NOT_FOUND",
  });
  await expect(resumeCheckout(shop, { orderToken: `${theirs.id}.forged` })).rejects.toMatchObject({
    code: "ORDER_NOT_FOUND",
  });
});

test("a failed order's reservation does not block its own customer: the whole cart is reserved again", async () => {
  const [record, shirt] = [
    await stockedVariant(shop, { onHand: 1 }),
    await stockedVariant(shop, { onHand: 5 }),
  ];
  const { paymentIntentId, cartToken } = await debited({ [record]: 1 });
  await put(cartToken, shirt, 1);
  await startCheckout(shop, { cartToken }); // another live checkout, for the shirt
  await fail(paymentIntentId);

  const all = await startCheckout(shop, { cartToken });
  expect(all.lines.map(({ variantId }) => variantId).sort()).toEqual([record, shirt].sort());
  expect((await shop.stripe.paymentIntents.retrieve(paymentIntentId)).status).toBe("canceled");
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 1 });
  expect(await stockOf(shop, shirt)).toEqual({ onHand: 5, reserved: 1 });
});

test("a failed order of which nothing is in the cart keeps its reservation while other goods are bought", async () => {
  const [record, shirt] = [
    await stockedVariant(shop, { onHand: 1 }),
    await stockedVariant(shop, { onHand: 5 }),
  ];
  const { id, orderId, paymentIntentId, cartToken } = await debited({ [record]: 1 });
  await fail(paymentIntentId);
  await put(cartToken, shirt, 1);
  await setCartLine(shop, { token: cartToken, variantId: record, quantity: 0 });
  const other = await startCheckout(shop, { cartToken });
  expect(other.id).not.toBe(id);
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 1 });
  expect(await resumeCheckout(shop, { orderToken: orderToken(shop, orderId) })).toMatchObject({ id });
});

test("units reserved for a placed order are not offered to the rest of the cart", async () => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { cartToken } = await debited({ [record]: 1 });
  await expect(put(cartToken, record, 1)).rejects.toMatchObject({ code: "OUT_OF_STOCK" });
});

test("the goods of an order without a sale return to the cart once, and the cart's limits apply", async () => {
  const record = await stockedVariant(shop, { onHand: 50 });
  const { paymentIntentId, cartToken } = await debited({ [record]: 6 });
  await put(cartToken, record, 7);
  await bankDecides(shop, paymentIntentId, "fail");
  await Promise.all([1, 2, 3, 4].map(() => sync(paymentIntentId)));
  expect(await inCart(cartToken)).toEqual({ [record]: maxLineQuantity });
});

test("placed twice, settled by several tracks at once, something put in meanwhile: what was ordered goes once", async () => {
  for (let round = 0; round < 6; round += 1) {
    const record = await stockedVariant(shop, { onHand: 20 });
    const checkout = await readyToPay(shop, { [record]: 2 });
    const { cartToken, paymentIntentId } = checkout;
    await put(cartToken, record, 3);
    await payAtStripe(shop, paymentIntentId);
    await Promise.all([
      placeOrder(shop, checkout),
      sync(paymentIntentId),
      put(cartToken, record, 1),
      placeOrder(shop, checkout),
      sync(paymentIntentId),
    ]);
    expect(await inCart(cartToken)).toEqual({ [record]: 4 });
  }
});

test("the customer's cart always has what was added, without what is ordered or sold", async () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.info(`seed ${seed}`);
  const variants = [
    await stockedVariant(shop, { onHand: 5_000 }),
    await stockedVariant(shop, { onHand: 5_000 }),
  ];
  const step = fc.oneof(
    fc.record({
      does: fc.constant("put" as const),
      which: fc.nat(1),
      quantity: fc.integer({ min: 1, max: 4 }),
    }),
    fc.record({ does: fc.constant("order" as const), placedFirst: fc.boolean() }),
    fc.record({
      does: fc.constantFrom("fails" as const, "succeeds" as const, "retries" as const),
      which: fc.nat(3),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
      const token = await guestWith(shop, {});
      const model = new Map<string, number>();
      const orders: Ordered[] = [];
      const take = ({ lines }: Ordered) => {
        for (const [id, quantity] of lines) model.set(id, Math.max(0, (model.get(id) ?? 0) - quantity));
      };
      const refund = ({ lines }: Ordered) => {
        for (const [id, quantity] of lines) {
          const there = model.get(id) ?? 0;
          model.set(id, Math.max(there, Math.min(there + quantity, maxLineQuantity)));
        }
      };
      for (const now of steps) {
        shop.clock.advance(5);
        const order = now.does === "put" || now.does === "order" ? undefined : orders[now.which];
        if (now.does === "put") {
          const id = variants[now.which] ?? "";
          const quantity = (model.get(id) ?? 0) + now.quantity;
          if (quantity <= maxLineQuantity) {
            await put(token, id, now.quantity);
            model.set(id, quantity);
          }
        } else if (now.does === "order") {
          if (![...model.values()].some((quantity) => quantity > 0)) continue;
          const { id: checkoutId, lines, total } = await startCheckout(shop, { cartToken: token });
          const checkout = { id: checkoutId, total, ...(await prepare(checkoutId, token)) };
          const facts = factsOf(
            await retrievePaymentIntent(shop, checkout.paymentIntentId),
            shop.clock.now(),
          );
          const placed: Ordered = {
            lines: lines.map(({ variantId, quantity }) => [variantId, quantity]),
            checkout,
            facts,
            state: "processing",
          };
          const tracks = [() => placeOrder(shop, checkout), () => report(placed, "processing")];
          for (const track of now.placedFirst ? tracks : tracks.reverse()) await track();
          const known = orders.findIndex((one) => one.checkout.id === checkout.id);
          // A failed order's goods are held anew, alone or with others: its payment was ended, or is the same.
          for (const one of orders) if (one.state === "failed" && (await isOver(one))) one.state = "over";
          if (known === -1) orders.push(placed);
          else orders[known] = placed;
          take(placed);
        } else if (order === undefined) continue;
        else if (now.does === "fails" && order.state === "processing") {
          for (const _ of [1, 2]) await report(order, "requires_payment_method");
          order.state = "failed";
          refund(order);
        } else if (now.does === "succeeds" && (order.state === "processing" || order.state === "failed")) {
          for (const _ of [1, 2]) await report(order, "succeeded");
          if (order.state === "failed") take(order); // late money
          order.state = "over";
        } else if (now.does === "retries" && order.state === "failed") {
          await placeOrder(shop, order.checkout);
          order.state = "processing";
          take(order);
        }
        const expected = Object.fromEntries([...model].filter(([, quantity]) => quantity > 0));
        expect(await inCart(token)).toEqual(expected);
      }
    }),
    { seed, numRuns: 15 },
  );
});

interface Ordered {
  lines: [variantId: string, quantity: number][];
  checkout: { id: string; total: Money; paymentIntentId: string; clientSecret: string };
  facts: PaymentFacts;
  state: "processing" | "failed" | "over";
}

function report({ facts, checkout }: Ordered, status: PaymentFacts["status"]) {
  const amountReceived = status === "succeeded" ? checkout.total.amount : 0;
  return settlePayment(shop, { ...facts, status, amountReceived, observedAt: shop.clock.now() }, "webhook");
}

async function isOver({ checkout: { id } }: Ordered): Promise<boolean> {
  return (await shop.db.checkout.count({ where: { id, state: { in: ["open", "paying"] } } })) === 0;
}

test("afterwards no goods are reserved twice, and none are oversold", async () => {
  await runJobs(shop);
  const { violations } = await auditLedger(shop);
  // The property tells the shop of payments that Stripe never saw.
  expect(violations.filter(({ promise }) => promise === 2)).toEqual([]);
});
