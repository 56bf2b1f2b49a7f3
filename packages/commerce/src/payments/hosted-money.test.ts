import { randomUUID } from "node:crypto";
import { formatMoney, formatOrderNumber, updateCurrenciesInput } from "@dualtrack/contract";
import {
  bankDecides,
  manager as by,
  contact,
  openTestShop,
  pressPayAtStripe,
  readyToPayAtStripe,
  runJobs,
  setPaymentPage,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import {
  addToCart,
  auditLedger,
  cancelOrder,
  chooseCurrency,
  getCurrencies,
  newCartToken,
  placeSessionOrder,
  refundOrder,
  startCheckout,
  updateCurrencies,
} from "../index.ts";
import { startSyncRun } from "../sync/start-sync-run.ts";
import { getSyncRun } from "../sync/sync-run-views.ts";

test.beforeAll(async ({ shop }) => {
  await setPaymentPage(shop, "stripe");
  const { version, baseCurrency } = await getCurrencies(shop);
  const rates = [
    { currency: "jpy", rate: "163.45", rounding: { step: 1, ending: 0 } },
    { currency: "kwd", rate: "0.335", rounding: { step: 10, ending: 0 } },
  ];
  const currencies = rates.map((rate) => ({ ...rate, rateSource: "manual", countries: [] }));
  await updateCurrencies(shop, { ...updateCurrenciesInput.parse({ version, baseCurrency, currencies }), by });
  await shop.db.shippingRate.deleteMany({ where: { currency: { not: "eur" } } });
  await shop.db.taxRegistration.create({ data: { country: "AT" } });
  await shop.db.taxRate.create({
    data: { country: "AT", name: "VAT", validFrom: new Date("2020-01-01"), rate: 200_000 },
  });
});

/** Two records on Stripe's page, to Austria. */
async function begun(shop: TestShop, currency: string) {
  const record = await stockedVariant(shop, { onHand: 5, price: 2_399 });
  const cartToken = newCartToken();
  await chooseCurrency(shop, { token: cartToken, currency });
  await addToCart(shop, { token: cartToken, variantId: record, quantity: 2 });
  const { id: checkoutId } = await startCheckout(shop, { cartToken });
  return { record, ...(await pressPayAtStripe(shop, { checkoutId, cartToken })) };
}

async function bought(shop: TestShop, currency: string) {
  const checkout = await begun(shop, currency);
  const { sessionId, sessionSecret } = checkout;
  const { payment_intent } = await shop.outside.payOnPage(sessionId, "pm_card_visa");
  const { orderId } = await placeSessionOrder(shop, { sessionId, sessionSecret });
  await runJobs(shop);
  return { ...checkout, orderId, paymentIntentId: payment_intent };
}

/** What Stripe has taken and given back, in minor units. */
async function chargeOf(shop: TestShop, paymentIntentId: string) {
  const { data } = await shop.stripe.charges.list({ payment_intent: paymentIntentId });
  expect(data).toHaveLength(1);
  return { amount: data[0]?.amount, refunded: data[0]?.amount_refunded, currency: data[0]?.currency };
}

const orderOf = (shop: TestShop, id: string) =>
  shop.db.order.findUniqueOrThrow({ where: { id }, include: { lines: true } });

test.for([
  { currency: "eur", behavior: "exclusive", tax: 1_078, total: 6_466 },
  { currency: "eur", behavior: "inclusive", tax: 898, total: 5_388 },
  { currency: "jpy", behavior: "exclusive", tax: 1_761, total: 10_567 },
  { currency: "kwd", behavior: "inclusive", tax: 3_010, total: 18_060 },
] as const)(
  "paid on Stripe's page in $currency, tax $behavior: charged as quoted, one line refunded and the rest cancelled, to the last unit",
  async ({ currency, behavior, tax, total }, { shop }) => {
    await shop.db.taxSettings.update({ where: { id: 1 }, data: { taxBehavior: behavior } });
    const { orderId, paymentIntentId, record, total: shown } = await bought(shop, currency);
    expect(shown).toEqual({ amount: total, currency });
    const order = await orderOf(shop, orderId);
    expect(order).toMatchObject({ state: "confirmed", totalAmount: total, taxAmount: tax, currency });
    expect(await chargeOf(shop, paymentIntentId)).toEqual({ amount: total, refunded: 0, currency });
    const confirmation = { orderId, kind: "order_confirmed" } as const;
    expect((await shop.db.mail.findFirstOrThrow({ where: confirmation })).text).toContain(formatMoney(shown));

    const [line] = order.lines;
    const step = currency === "kwd" ? 10 : 1;
    const half = Math.floor((line?.totalAmount ?? 0) / 2 / step) * step;
    await refundOrder(shop, {
      ...{ orderId, requestId: randomUUID(), amount: half, reason: "requested_by_customer", note: "", by },
      lines: [{ orderLineId: line?.id ?? "", quantity: 1, restock: true }],
    });
    await runJobs(shop);
    expect(await chargeOf(shop, paymentIntentId)).toEqual({ amount: total, refunded: half, currency });
    expect(await stockOf(shop, record)).toEqual({ onHand: 4, reserved: 0 });

    await cancelOrder(shop, { orderId, requestId: randomUUID(), note: "", by });
    await runJobs(shop);
    expect(await chargeOf(shop, paymentIntentId)).toEqual({ amount: total, refunded: total, currency });
    expect(await orderOf(shop, orderId)).toMatchObject({ state: "cancelled", paymentState: "refunded" });
    expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 0 });
    const documents = await shop.db.invoice.findMany({ where: { orderId } });
    const signed = documents.map(({ kind, totalAmount, taxAmount }) =>
      kind === "credit_note" ? [-totalAmount, -taxAmount] : [totalAmount, taxAmount],
    );
    expect(signed.reduce((sum, [amount = 0]) => sum + amount, 0)).toBe(0);
    expect(signed.reduce((sum, [, amount = 0]) => sum + amount, 0)).toBe(0);
    expect((await auditLedger(shop)).violations).toEqual([]);
  },
);

test("a debit on Stripe's page: staff can't cancel while the bank decides; their sync confirms what it has decided, by name", async () => {
  await using shop = await openTestShop(); // Stripe's clock stands still, so that the bank has not decided
  await setPaymentPage(shop, "stripe");
  const record = await stockedVariant(shop, { onHand: 5 });
  const { sessionId, sessionSecret } = await readyToPayAtStripe(shop, { [record]: 1 });
  const account = { name: "A Customer", email: contact.email };
  const { payment_intent } = await shop.outside.payOnPage(
    sessionId,
    "pm_sepaDebit_successDelayed_at",
    account,
  );
  const { orderId } = await placeSessionOrder(shop, { sessionId, sessionSecret });
  await expect(cancelOrder(shop, { orderId, requestId: randomUUID(), note: "", by })).rejects.toMatchObject({
    code: "PAYMENT_UNDECIDED",
  });
  await runJobs(shop);
  await bankDecides(shop, payment_intent, "succeed");
  const { number } = await orderOf(shop, orderId);
  const name = formatOrderNumber(number);
  const { runId } = await startSyncRun(shop, {
    ...{ requestId: randomUUID(), scope: { orderNumbers: [name] }, by },
  });
  await runJobs(shop);
  const { items } = await getSyncRun(shop, { runId });
  expect(items).toMatchObject([{ name, state: "synced" }]);
  expect(await orderOf(shop, orderId)).toMatchObject({ state: "confirmed", paymentState: "paid" });
  expect((await auditLedger(shop)).violations).toEqual([]);
});
