import { randomUUID } from "node:crypto";
import {
  manager as by,
  contact,
  digitalVariant,
  guestWith,
  openPayment,
  payAtStripe,
  runJobs,
  shippingAddress,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import {
  addToCart,
  auditLedger,
  getCart,
  markDelivered,
  placeOrder,
  prepareCheckout,
  refundOrder,
  shipOrder,
  startCheckout,
} from "../index.ts";
import { syncPayment } from "../payments/sync-payment.ts";

const germany = { name: "Ada Byron", address: { country: "DE" } };

/** Checks out a cart of files, whose customer gives their country alone, and pays. */
async function pay(
  shop: TestShop,
  cartToken: string,
  addresses: { shippingAddress?: typeof shippingAddress; billing?: typeof germany },
) {
  const { id: checkoutId, quoteNumber } = await startCheckout(shop, { cartToken });
  const own = { checkoutId, cartToken, quoteNumber, contact };
  const { payment } = await openPayment(shop, { ...own, ...addresses });
  await payAtStripe(shop, payment.paymentIntentId);
  const { orderId } = await placeOrder(shop, payment);
  return { ...payment, orderId };
}

const orderOf = (shop: TestShop, id: string) =>
  shop.db.order.findUniqueOrThrow({ where: { id }, include: { lines: { orderBy: { position: "asc" } } } });

test("files are bought without an address, without shipping and without stock, and the order is complete once it is paid", async ({
  shop,
}) => {
  const beat = await digitalVariant(shop, { price: 900 });
  const cartToken = await guestWith(shop, { [beat]: 1 });
  expect(await getCart(shop, { token: cartToken })).toMatchObject({
    shipping: { amount: 0 },
    total: { amount: 900 },
    lines: [{ kind: "digital", maxQuantity: 1, problem: null }],
  });
  const { paymentIntentId, orderId } = await pay(shop, cartToken, { billing: germany });
  expect(await orderOf(shop, orderId)).toMatchObject({ state: "processing", fulfilmentState: "unfulfilled" });

  for (const _ of ["once", "again"]) await syncPayment(shop, { paymentIntentId, track: "sync" });
  expect(await orderOf(shop, orderId)).toMatchObject({
    state: "completed",
    fulfilmentState: "delivered",
    shippingAmount: 0,
    shippingMethod: null,
    shippingAddress: null,
    billingName: "Ada Byron",
    billingAddress: { country: "DE" },
    lines: [{ kind: "digital", tracksStock: false }],
  });
  expect(await shop.db.reservation.count({ where: { checkoutId: orderId } })).toBe(0);
  expect(await stockOf(shop, beat)).toEqual({ onHand: 0, reserved: 0 });
  expect((await auditLedger(shop)).violations).toEqual([]);
});

test("a record and a beat: shipping is for the record alone, which needs an address; the order is complete when it has arrived", async ({
  shop,
}) => {
  const [record, beat] = [
    await stockedVariant(shop, { onHand: 2, price: 2_000 }),
    await digitalVariant(shop, { price: 900 }),
  ];
  const alone = await startCheckout(shop, { cartToken: await guestWith(shop, { [record]: 1 }) });
  const cartToken = await guestWith(shop, { [record]: 1, [beat]: 1 });
  const { id: checkoutId, ...checkout } = await startCheckout(shop, { cartToken });
  expect(checkout.shipping).toEqual(alone.shipping);
  const own = { checkoutId, cartToken, quoteNumber: checkout.quoteNumber, contact };
  await expect(prepareCheckout(shop, { ...own, billing: germany })).rejects.toMatchObject({
    code: "DETAILS_REFUSED",
    details: { field: "line1", problem: "missing" },
  });

  const { paymentIntentId, orderId } = await pay(shop, cartToken, { shippingAddress });
  await syncPayment(shop, { paymentIntentId, track: "sync" });
  const order = await orderOf(shop, orderId);
  expect(order).toMatchObject({ state: "confirmed", fulfilmentState: "unfulfilled" });
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 1 });

  const lineOf = (kind: string) => order.lines.find((line) => line.kind === kind)?.id ?? "";
  const shipment = {
    ...{ orderId, requestId: randomUUID(), by },
    ...{ carrier: "DHL", trackingNumber: null, trackingUrl: null, tellCustomer: false },
  };
  const ship = (kind: string) =>
    shipOrder(shop, { ...shipment, lines: [{ orderLineId: lineOf(kind), quantity: 1 }] });
  await expect(ship("digital")).rejects.toMatchObject({ code: "SHIP_TOO_MUCH" });
  const { shipmentId } = await ship("physical");
  expect(await orderOf(shop, orderId)).toMatchObject({ fulfilmentState: "shipped" });
  await markDelivered(shop, { shipmentId, tellCustomer: false, by });
  expect(await orderOf(shop, orderId)).toMatchObject({ state: "completed", fulfilmentState: "delivered" });
  expect((await auditLedger(shop)).violations).toEqual([]);
});

test("25 customers want the 5 copies of a limited file: exactly 5 get one", async ({ shop }) => {
  const beat = await digitalVariant(shop, { copies: 5 });
  const tokens = await Promise.all(Array.from({ length: 25 }, () => guestWith(shop, { [beat]: 1 })));
  const attempts = await Promise.allSettled(tokens.map((cartToken) => startCheckout(shop, { cartToken })));
  const refused = attempts.filter(({ status }) => status === "rejected");
  expect(refused).toHaveLength(20);
  for (const attempt of refused) expect(attempt).toMatchObject({ reason: { code: "OUT_OF_STOCK" } });
  expect(await stockOf(shop, beat)).toEqual({ onHand: 5, reserved: 5 });
});

test("a file is in a cart once", async ({ shop }) => {
  const beat = await digitalVariant(shop);
  const token = await guestWith(shop, { [beat]: 1 });
  await expect(addToCart(shop, { token, variantId: beat, quantity: 1 })).rejects.toMatchObject({
    code: "QUANTITY_LIMIT",
    details: { max: 1 },
  });
});

test("without any address nothing is paid", async ({ shop }) => {
  const cartToken = await guestWith(shop, { [await digitalVariant(shop)]: 1 });
  const { id: checkoutId, quoteNumber } = await startCheckout(shop, { cartToken });
  await expect(prepareCheckout(shop, { checkoutId, cartToken, quoteNumber, contact })).rejects.toMatchObject({
    code: "DETAILS_REFUSED",
    details: { field: "billingCountry", problem: "missing" },
  });
});

test("a refunded file does not return to stock, unless stock limits it", async ({ shop }) => {
  const [beat, limited] = [await digitalVariant(shop), await digitalVariant(shop, { copies: 3 })];
  const cartToken = await guestWith(shop, { [beat]: 1, [limited]: 1 });
  const { paymentIntentId, orderId } = await pay(shop, cartToken, { billing: germany });
  await syncPayment(shop, { paymentIntentId, track: "sync" });
  const { lines, totalAmount } = await orderOf(shop, orderId);
  const all = lines.map(({ id: orderLineId }) => ({ orderLineId, quantity: 1, restock: true }));
  const details = { amount: totalAmount, lines: all, reason: "requested_by_customer" as const, note: "" };
  await refundOrder(shop, { orderId, requestId: randomUUID(), ...details, by });
  await runJobs(shop);
  expect(await stockOf(shop, beat)).toEqual({ onHand: 0, reserved: 0 });
  expect(await stockOf(shop, limited)).toEqual({ onHand: 3, reserved: 0 });
  expect(await orderOf(shop, orderId)).toMatchObject({ paymentState: "refunded", state: "completed" });
  expect((await auditLedger(shop)).violations).toEqual([]);
});
