import type { Money } from "@dualtrack/contract";
import { maxLineQuantity } from "@dualtrack/contract";
import {
  bankDecides,
  contact,
  debitAtStripe,
  guestWith,
  openPayment,
  payAtStripe,
  readyToPay,
  runJobs,
  shippingAddress,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import fc from "fast-check";
import { expect } from "vitest";
import {
  addToCart,
  auditLedger,
  getCart,
  newCartToken,
  orderToken,
  placeOrder,
  resumeCheckout,
  setCartLine,
  startCheckout,
} from "../index.ts";
import { settlePayment } from "../payments/settle-payment.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { factsOf, type PaymentFacts } from "../stripe/payment-facts.ts";
import { retrievePaymentIntent } from "../stripe/payment-intents.ts";

const sync = (shop: TestShop, paymentIntentId: string) =>
  syncPayment(shop, { paymentIntentId, track: "sync" });
const put = (shop: TestShop, token: string, variantId: string, quantity: number) =>
  addToCart(shop, { token, variantId, quantity });

/** Presses Pay; answers the payment that is open then. */
async function prepare(shop: TestShop, checkoutId: string, cartToken: string, token?: string) {
  const own = { checkoutId, cartToken, orderToken: token };
  return (await openPayment(shop, { ...own, quoteNumber: 1, contact, shippingAddress })).payment;
}

async function inCart(shop: TestShop, token: string): Promise<Record<string, number>> {
  const { lines } = await getCart(shop, { token });
  return Object.fromEntries(lines.map(({ variantId, quantity }) => [variantId, quantity]));
}

/** Ordered by direct debit: the bank decides after days. */
async function debited(shop: TestShop, items: Record<string, number>) {
  const checkout = await readyToPay(shop, items);
  await debitAtStripe(shop, checkout.paymentIntentId);
  const { orderId } = await placeOrder(shop, checkout);
  await sync(shop, checkout.paymentIntentId);
  return { ...checkout, orderId };
}

async function fail(shop: TestShop, paymentIntentId: string): Promise<void> {
  await bankDecides(shop, paymentIntentId, "fail");
  await sync(shop, paymentIntentId);
}

test("while the bank decides, the cart is free for other goods, which are bought at once; the order is confirmed later", async ({
  shop,
}) => {
  const [record, shirt] = [
    await stockedVariant(shop, { onHand: 5 }),
    await stockedVariant(shop, { onHand: 5 }),
  ];
  const { paymentIntentId, cartToken } = await debited(shop, { [record]: 2 });
  expect(await inCart(shop, cartToken)).toEqual({});
  await put(shop, cartToken, shirt, 1);
  await put(shop, cartToken, record, 1);
  const { id } = await startCheckout(shop, { cartToken });
  const second = await prepare(shop, id, cartToken);
  await payAtStripe(shop, second.paymentIntentId);
  await placeOrder(shop, second);
  await sync(shop, second.paymentIntentId);
  expect(await inCart(shop, cartToken)).toEqual({});

  await bankDecides(shop, paymentIntentId, "succeed");
  await put(shop, cartToken, record, 1);
  await sync(shop, paymentIntentId);
  expect(await inCart(shop, cartToken)).toEqual({ [record]: 1 });
  expect(await stockOf(shop, record)).toEqual({ onHand: 2, reserved: 0 });
});

test("the bank says no: the goods are back in the cart, and paying another way is the same payment with the same reservation", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { id, orderId, paymentIntentId, cartToken } = await debited(shop, { [record]: 1 });
  await fail(shop, paymentIntentId);
  expect(await inCart(shop, cartToken)).toEqual({ [record]: 1 });
  const { unpaidOrders } = await getCart(shop, { token: cartToken });
  expect(unpaidOrders).toMatchObject([{ token: orderToken(shop, orderId) }]);

  const again = await startCheckout(shop, { cartToken });
  expect(again).toMatchObject({ id, payment: { paymentIntentId }, lastAttempt: "declined" });
  const payment = await prepare(shop, id, cartToken);
  await payAtStripe(shop, paymentIntentId);
  await placeOrder(shop, payment);
  expect(await inCart(shop, cartToken)).toEqual({});
  await sync(shop, paymentIntentId);
  expect(await getCart(shop, { token: cartToken })).toMatchObject({ lines: [], unpaidOrders: [] });
  expect(await stockOf(shop, record)).toEqual({ onHand: 0, reserved: 0 });
});

test("the failed order is paid another way from its own page, on another device, though the cart holds other goods by now", async ({
  shop,
}) => {
  const [record, shirt] = [
    await stockedVariant(shop, { onHand: 1 }),
    await stockedVariant(shop, { onHand: 5 }),
  ];
  const { id, orderId, paymentIntentId, cartToken } = await debited(shop, { [record]: 1 });
  await put(shop, cartToken, shirt, 2);
  await fail(shop, paymentIntentId);
  expect(await inCart(shop, cartToken)).toEqual({ [record]: 1, [shirt]: 2 });

  const phone = newCartToken();
  await expect(prepare(shop, id, phone)).rejects.toMatchObject({ code: "CHECKOUT_NOT_FOUND" });
  const token = orderToken(shop, orderId);
  const resumed = await resumeCheckout(shop, { orderToken: token });
  expect(resumed).toMatchObject({ id, payment: { paymentIntentId } });
  const payment = await prepare(shop, id, phone, token);
  await payAtStripe(shop, paymentIntentId);
  await placeOrder(shop, payment);
  await sync(shop, paymentIntentId);
  expect(await inCart(shop, cartToken)).toEqual({ [shirt]: 2 });
  await expect(resumeCheckout(shop, { orderToken: token })).rejects.toMatchObject({ code: "ALREADY_PAID" });
});

test("the token of one order opens no other checkout", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const mine = await debited(shop, { [record]: 1 });
  const theirs = await readyToPay(shop, { [record]: 1 });
  await expect(
    prepare(shop, theirs.id, mine.cartToken, orderToken(shop, mine.orderId)),
  ).rejects.toMatchObject({
    code: "CHECKOUT_NOT_FOUND",
  });
  await expect(resumeCheckout(shop, { orderToken: `${theirs.id}.forged` })).rejects.toMatchObject({
    code: "ORDER_NOT_FOUND",
  });
});

test("a failed order's reservation does not block its own customer: the whole cart is reserved again", async ({
  shop,
}) => {
  const [record, shirt] = [
    await stockedVariant(shop, { onHand: 1 }),
    await stockedVariant(shop, { onHand: 5 }),
  ];
  const { paymentIntentId, cartToken } = await debited(shop, { [record]: 1 });
  await put(shop, cartToken, shirt, 1);
  await startCheckout(shop, { cartToken }); // another live checkout, for the shirt
  await fail(shop, paymentIntentId);

  const all = await startCheckout(shop, { cartToken });
  expect(all.lines.map(({ variantId }) => variantId).sort()).toEqual([record, shirt].sort());
  expect((await shop.stripe.paymentIntents.retrieve(paymentIntentId)).status).toBe("canceled");
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 1 });
  expect(await stockOf(shop, shirt)).toEqual({ onHand: 5, reserved: 1 });
});

test("a failed order of which nothing is in the cart keeps its reservation while other goods are bought", async ({
  shop,
}) => {
  const [record, shirt] = [
    await stockedVariant(shop, { onHand: 1 }),
    await stockedVariant(shop, { onHand: 5 }),
  ];
  const { id, orderId, paymentIntentId, cartToken } = await debited(shop, { [record]: 1 });
  await fail(shop, paymentIntentId);
  await put(shop, cartToken, shirt, 1);
  await setCartLine(shop, { token: cartToken, variantId: record, quantity: 0 });
  const other = await startCheckout(shop, { cartToken });
  expect(other.id).not.toBe(id);
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 1 });
  expect(await resumeCheckout(shop, { orderToken: orderToken(shop, orderId) })).toMatchObject({ id });
});

test("units reserved for a placed order are not offered to the rest of the cart", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { cartToken } = await debited(shop, { [record]: 1 });
  await expect(put(shop, cartToken, record, 1)).rejects.toMatchObject({ code: "OUT_OF_STOCK" });
});

test("the goods of an order without a sale return to the cart once, and the cart's limits apply", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 50 });
  const { paymentIntentId, cartToken } = await debited(shop, { [record]: 6 });
  await put(shop, cartToken, record, 7);
  await bankDecides(shop, paymentIntentId, "fail");
  await Promise.all([1, 2, 3, 4].map(() => sync(shop, paymentIntentId)));
  expect(await inCart(shop, cartToken)).toEqual({ [record]: maxLineQuantity });
});

test("placed twice, settled by several tracks at once, something put in meanwhile: what was ordered goes once", async ({
  shop,
}) => {
  for (let round = 0; round < 6; round += 1) {
    const record = await stockedVariant(shop, { onHand: 20 });
    const checkout = await readyToPay(shop, { [record]: 2 });
    const { cartToken, paymentIntentId } = checkout;
    await put(shop, cartToken, record, 3);
    await payAtStripe(shop, paymentIntentId);
    await Promise.all([
      placeOrder(shop, checkout),
      sync(shop, paymentIntentId),
      put(shop, cartToken, record, 1),
      placeOrder(shop, checkout),
      sync(shop, paymentIntentId),
    ]);
    expect(await inCart(shop, cartToken)).toEqual({ [record]: 4 });
  }
});

test("the customer's cart always has what was added, without what is ordered or sold", async ({ shop }) => {
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
            await put(shop, token, id, now.quantity);
            model.set(id, quantity);
          }
        } else if (now.does === "order") {
          if (![...model.values()].some((quantity) => quantity > 0)) continue;
          const { id: checkoutId, lines, total } = await startCheckout(shop, { cartToken: token });
          const checkout = { id: checkoutId, total, ...(await prepare(shop, checkoutId, token)) };
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
          const tracks = [() => placeOrder(shop, checkout), () => report(shop, placed, "processing")];
          for (const track of now.placedFirst ? tracks : tracks.reverse()) await track();
          const known = orders.findIndex((one) => one.checkout.id === checkout.id);
          // A failed order's goods are held anew, alone or with others: its payment was ended, or is the same.
          for (const one of orders)
            if (one.state === "failed" && (await isOver(shop, one))) one.state = "over";
          if (known === -1) orders.push(placed);
          else orders[known] = placed;
          take(placed);
        } else if (order === undefined) continue;
        else if (now.does === "fails" && order.state === "processing") {
          for (const _ of [1, 2]) await report(shop, order, "requires_payment_method");
          order.state = "failed";
          refund(order);
        } else if (now.does === "succeeds" && (order.state === "processing" || order.state === "failed")) {
          for (const _ of [1, 2]) await report(shop, order, "succeeded");
          if (order.state === "failed") take(order); // late money
          order.state = "over";
        } else if (now.does === "retries" && order.state === "failed") {
          await placeOrder(shop, order.checkout);
          order.state = "processing";
          take(order);
        }
        const expected = Object.fromEntries([...model].filter(([, quantity]) => quantity > 0));
        expect(await inCart(shop, token)).toEqual(expected);
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

function report(shop: TestShop, { facts, checkout }: Ordered, status: PaymentFacts["status"]) {
  const amountReceived = status === "succeeded" ? checkout.total.amount : 0;
  return settlePayment(shop, { ...facts, status, amountReceived, observedAt: shop.clock.now() }, "webhook");
}

async function isOver(shop: TestShop, { checkout: { id } }: Ordered): Promise<boolean> {
  return (await shop.db.checkout.count({ where: { id, state: { in: ["open", "paying"] } } })) === 0;
}

test("afterwards no goods are reserved twice, and none are oversold", async ({ shop }) => {
  await runJobs(shop);
  const { violations } = await auditLedger(shop);
  // The property tells the shop of payments that Stripe never saw.
  expect(violations.filter(({ promise }) => promise === 2)).toEqual([]);
});
