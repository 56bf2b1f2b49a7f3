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
  { currency: "jpy", goods: 3_923, shipping: 964, refund: 1_000, csv: ["4887", "1000"] },
  // 8.04 and 1.9765 dinars: Stripe takes their last digit only as 0
  { currency: "kwd", goods: 8_040, shipping: 1_980, refund: 1_010, csv: ["10.020", "1.010"] },
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
    expect(["total", "refunded"].map((name) => row[heads.indexOf(name)])).toEqual(csv);
  },
);

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
