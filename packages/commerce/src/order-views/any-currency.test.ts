import { randomUUID } from "node:crypto";
import {
  exportOrdersInput,
  formatMoney,
  formatOrderNumber,
  updateCurrenciesInput,
} from "@dualtrack/contract";
import { manager as by, payAtStripe, pressPay, runJobs, stockedVariant, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import {
  addToCart,
  chooseCurrency,
  getCurrencies,
  getDiscount,
  getOrderForStaff,
  newCartToken,
  refundOrder,
  startCheckout,
  updateCurrencies,
} from "../index.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { exportOrders } from "./export-orders.ts";

const currencies = [
  { currency: "jpy", rateSource: "manual", rate: "163.45", rounding: { step: 1, ending: 0 }, countries: [] },
  { currency: "kwd", rateSource: "manual", rate: "0.335", rounding: { step: 10, ending: 0 }, countries: [] },
] as const;

test.beforeAll(async ({ shop }) => {
  const { version, baseCurrency } = await getCurrencies(shop);
  await updateCurrencies(shop, { ...updateCurrenciesInput.parse({ version, baseCurrency, currencies }), by });
  await shop.db.shippingRate.deleteMany({ where: { currency: { not: "eur" } } });
});

// The goods cost 24.00 euros, and their shipping 5.90.
test.for([
  // 3,922.8 and 964.355 yen
  {
    currency: "jpy",
    goods: 3_923,
    shipping: 964,
    refund: 1_000,
    csv: ["4887", "1000", "EUR", "163.45", "29.90", "6.12"],
  },
  // 8.04 and 1.9765 dinars: Stripe takes their last digit only as 0
  {
    currency: "kwd",
    goods: 8_040,
    shipping: 1_980,
    refund: 1_010,
    csv: ["10.020", "1.010", "EUR", "0.335", "29.91", "3.01"],
  },
])(
  "an order in $currency is right from price to charge, mail, refund and CSV",
  async ({ currency, goods, shipping, refund, csv }, { shop }) => {
    const variantId = await stockedVariant(shop, { onHand: 5, price: 2_400 });
    const cartToken = newCartToken();
    await chooseCurrency(shop, { token: cartToken, currency });
    await addToCart(shop, { token: cartToken, variantId, quantity: 1 });
    const { id: checkoutId, total } = await startCheckout(shop, { cartToken });
    expect(total).toEqual({ amount: goods + shipping, currency });
    const { paymentIntentId = "" } = await pressPay(shop, { checkoutId, cartToken });
    const intent = await payAtStripe(shop, paymentIntentId);
    expect(intent).toMatchObject({ amount: goods + shipping, currency, status: "succeeded" });
    await syncPayment(shop, { paymentIntentId, track: "webhook" });
    const order = await shop.db.order.findUniqueOrThrow({ where: { checkoutId } });
    expect(order).toMatchObject({ state: "confirmed", totalAmount: goods + shipping, currency });
    const mail = await shop.db.mail.findFirstOrThrow({
      where: { orderId: order.id, kind: "order_confirmed" },
    });
    expect(mail.text).toContain(formatMoney(total));

    await refundOrder(shop, {
      ...{ orderId: order.id, requestId: randomUUID(), amount: refund, lines: [], reason: "other" },
      ...{ note: "", by },
    });
    await runJobs(shop);
    await syncPayment(shop, { paymentIntentId, track: "webhook" });
    expect(await shop.db.payment.findUniqueOrThrow({ where: { paymentIntentId } })).toMatchObject({
      amountRefunded: refund,
    });

    let text = "";
    const q = formatOrderNumber(order.number);
    for await (const piece of await exportOrders(shop, { ...exportOrdersInput.parse({ q }), by }))
      text += piece;
    const [heads = [], row = []] = text
      .slice(1)
      .split("\r\n")
      .map((line) => line.split(","));
    const names = ["total", "refunded", "base_currency", "exchange_rate", "total_base", "refunded_base"];
    expect(names.map((name) => row[heads.indexOf(name)])).toEqual(csv);
    const { base } = await getOrderForStaff(shop, { number: q });
    expect(base).toMatchObject({ currency: "eur", rate: csv[3], total: { currency: "eur" } });
    expect(base?.total?.amount).toBe(Number(csv[4]?.replace(".", "")));
  },
);

test("what the orders with a discount have brought is told in the base currency, and as charged", async ({
  shop,
}) => {
  const discountId = randomUUID();
  await shop.db.discount.create({
    data: {
      ...{ id: discountId, name: "Ten percent", kind: "percent", percentBps: 1_000, isAutomatic: true },
      createdAt: shop.clock.now(),
    },
  });
  const totals: number[] = [];
  for (const currency of ["eur", "jpy"]) {
    const variantId = await stockedVariant(shop, { onHand: 5, price: 2_400 });
    const cartToken = newCartToken();
    await chooseCurrency(shop, { token: cartToken, currency });
    await addToCart(shop, { token: cartToken, variantId, quantity: 1 });
    const { id: checkoutId, total } = await startCheckout(shop, { cartToken });
    const { paymentIntentId = "" } = await pressPay(shop, { checkoutId, cartToken });
    await payAtStripe(shop, paymentIntentId);
    await syncPayment(shop, { paymentIntentId, track: "webhook" });
    totals.push(total.amount);
  }
  const [euros = 0, yen = 0] = totals;
  const charged = [
    { amount: euros, currency: "eur" },
    { amount: yen, currency: "jpy" },
  ];
  const base = { amount: euros + Math.round(yen / 1.6345), currency: "eur" };
  expect((await getDiscount(shop, { discountId })).revenue).toEqual({ base, charged, withoutRate: [] });
  await shop.db.currencySettings.update({ where: { id: 1 }, data: { baseCurrency: "usd" } });
  expect((await getDiscount(shop, { discountId })).revenue).toEqual({
    ...{ base: { amount: 0, currency: "usd" }, charged, withoutRate: charged },
  });
  await shop.db.currencySettings.update({ where: { id: 1 }, data: { baseCurrency: "eur" } });
  await shop.db.discount.update({ where: { id: discountId }, data: { pausedAt: shop.clock.now() } });
});

test("a part of a dinar that Stripe can't refund is refused", async ({ shop }) => {
  const variantId = await stockedVariant(shop, { onHand: 5, price: 2_400 });
  const cartToken = newCartToken();
  await chooseCurrency(shop, { token: cartToken, currency: "kwd" });
  await addToCart(shop, { token: cartToken, variantId, quantity: 1 });
  const { id: checkoutId } = await startCheckout(shop, { cartToken });
  const { paymentIntentId = "" } = await pressPay(shop, { checkoutId, cartToken });
  await payAtStripe(shop, paymentIntentId);
  await syncPayment(shop, { paymentIntentId, track: "webhook" });
  const { id: orderId } = await shop.db.order.findUniqueOrThrow({ where: { checkoutId } });
  const refunding = refundOrder(shop, {
    ...{ orderId, requestId: randomUUID(), amount: 1_005, lines: [], reason: "other" },
    ...{ note: "", by },
  });
  await expect(refunding).rejects.toMatchObject({
    code: "REFUND_TOO_FINE",
    details: { step: { amount: 10, currency: "kwd" } },
  });
});
