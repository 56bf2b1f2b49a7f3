import { randomUUID } from "node:crypto";
import {
  bankDecides,
  buy,
  owner as by,
  contact,
  debitAtStripe,
  dumpShop,
  openTestShop,
  payAtStripe,
  pressPay,
  readyToPay,
  restoreShop,
  runJobs,
  shippingAddress,
  stockedVariant,
  stockOf,
  type TestShop,
} from "@dualtrack/testkit";
import { expect, test } from "vitest";
import {
  addToCart,
  applyCode,
  auditLedger,
  cancelOrder,
  chooseCurrency,
  getAttention,
  getCurrencies,
  getOrder,
  newCartToken,
  orderToken,
  placeOrder,
  prepareCheckout,
  readOrderToken,
  reconcile,
  refundOrder,
  type Shop,
  shipOrder,
  startCheckout,
  updateCurrencies,
} from "../index.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { readDiscounts } from "../quotes/read-discounts.ts";
import { alignOrderNumbers } from "./align-order-numbers.ts";

const hourMs = 60 * 60_000;
const sync = (shop: Shop, { paymentIntentId }: { paymentIntentId: string }) =>
  syncPayment(shop, { paymentIntentId, track: "webhook", thorough: true });

async function bought(shop: TestShop, items: Record<string, number>, card?: string) {
  const order = await buy(shop, items, card);
  await runJobs(shop);
  const { chargeId } = await shop.db.payment.findUniqueOrThrow({
    where: { paymentIntentId: order.paymentIntentId },
  });
  const lines = await shop.db.orderLine.findMany({ where: { orderId: order.orderId } });
  return { ...order, chargeId: chargeId ?? "", lines };
}

/** What the books say of every order, as far as Stripe can know it. */
async function books(shop: Shop) {
  const orders = await shop.db.order.findMany({
    orderBy: { id: "asc" },
    include: {
      lines: { orderBy: { position: "asc" } },
      checkout: {
        include: { payments: { include: { refunds: true, disputes: true, fraudWarnings: true } } },
      },
    },
  });
  return Object.fromEntries(
    orders.map(({ id, lines, checkout: { payments }, ...order }) => [
      id,
      {
        number: order.number,
        state: order.state,
        paymentState: order.paymentState,
        total: [order.currency, order.subtotalAmount, order.shippingAmount, order.totalAmount],
        customer: [order.email, order.name, order.phone, order.shippingAddress, order.billingAddress],
        note: order.customerNote,
        lines: lines.map(({ sku, quantity, unitAmount, productTitle, artist }) => ({
          ...{ sku, quantity, unitAmount, productTitle, artist },
        })),
        payments: payments.map(({ status, amountReceived, amountRefunded, ...payment }) => ({
          ...{ status, amountReceived, amountRefunded },
          refunds: payment.refunds.map(({ amount, state, reason, note }) => ({
            amount,
            state,
            reason,
            note,
          })),
          disputes: payment.disputes.map((dispute) => [dispute.id, dispute.status]),
          warnings: payment.fraudWarnings.map(({ id: warning }) => warning),
        })),
      },
    ]),
  );
}

const refund = (
  shop: Shop,
  { orderId, lines }: { orderId: string; lines: { id: string }[] },
  { amount, quantity, restock }: { amount: number; quantity: number; restock: boolean },
) =>
  refundOrder(shop, {
    orderId,
    amount,
    requestId: randomUUID(),
    reason: "requested_by_customer",
    note: "as agreed",
    lines: lines.map(({ id }) => ({ orderLineId: id, quantity, restock })),
    by,
  });

test("after a dump, orders of every kind and a restore, one reconciliation restores everything", async () => {
  await using shop = await openTestShop();
  await shop.db.staff.create({ data: { id: "o", role: "owner", name: "Olga", email: by.email } });
  const [record, shirt] = [
    await stockedVariant(shop, { onHand: 100, price: 2_000 }),
    await stockedVariant(shop, { onHand: 100, price: 500 }),
  ];
  const kept = await bought(shop, { [record]: 1 });
  const refundedLater = await bought(shop, { [record]: 2 });
  const disputedLater = await bought(shop, { [record]: 1 });
  const cancelledLater = await bought(shop, { [record]: 2 });
  const provisional = await buy(shop, { [record]: 1 });
  const payingLater = await readyToPay(shop, { [shirt]: 2 });
  const bankDecidesLater = await readyToPay(shop, { [shirt]: 1 });
  await debitAtStripe(shop, bankDecidesLater.paymentIntentId);
  await placeOrder(shop, bankDecidesLater);
  await sync(shop, bankDecidesLater);
  await reconcile(shop, { windowMs: hourMs });

  const dump = await dumpShop(shop);

  await runJobs(shop);
  await sync(shop, provisional);
  await refund(shop, refundedLater, { amount: 2_000, quantity: 1, restock: true });
  await shop.outside.dispute(disputedLater.chargeId, { reason: "fraudulent" });
  await cancelOrder(shop, { orderId: cancelledLater.orderId, requestId: randomUUID(), note: "twice", by });
  await payAtStripe(shop, payingLater.paymentIntentId);
  await placeOrder(shop, payingLater);
  await bankDecides(shop, bankDecidesLater.paymentIntentId, "succeed");
  await sync(shop, bankDecidesLater);

  const confirmed = await bought(shop, { [record]: 2, [shirt]: 3 });
  const shipped = await bought(shop, { [record]: 1 });
  await shipOrder(shop, {
    ...{ orderId: shipped.orderId, requestId: randomUUID(), by, tellCustomer: false },
    ...{ carrier: "DHL", trackingNumber: null, trackingUrl: null },
    lines: shipped.lines.map(({ id }) => ({ orderLineId: id, quantity: 1 })),
  });
  const partlyRefunded = await bought(shop, { [record]: 2 });
  await refund(shop, partlyRefunded, { amount: 2_000, quantity: 1, restock: true });
  const refunded = await bought(shop, { [shirt]: 2 });
  await refund(shop, refunded, { amount: 1_000 + 590, quantity: 2, restock: true });
  const cancelled = await bought(shop, { [record]: 3 });
  await cancelOrder(shop, { orderId: cancelled.orderId, requestId: randomUUID(), note: "wrong size", by });
  const disputed = await bought(shop, { [record]: 1 });
  await shop.outside.dispute(disputed.chargeId, { reason: "product_not_received" });
  const warned = await bought(shop, { [record]: 1 });
  await shop.outside.warnOfFraud(warned.chargeId);
  const atBank = await readyToPay(shop, { [shirt]: 1 });
  await debitAtStripe(shop, atBank.paymentIntentId);
  await placeOrder(shop, atBank);
  const refusedByBank = await readyToPay(shop, { [shirt]: 1 });
  await debitAtStripe(shop, refusedByBank.paymentIntentId);
  await placeOrder(shop, refusedByBank);
  await runJobs(shop);
  await bankDecides(shop, refusedByBank.paymentIntentId, "fail");
  const declined = await readyToPay(shop, { [record]: 1 });
  await payAtStripe(shop, declined.paymentIntentId, "pm_card_visa_chargeDeclined").catch(() => {});
  await prepareCheckout(shop, {
    ...{ checkoutId: declined.id, quoteNumber: 1, cartToken: declined.cartToken },
    contact: { ...contact, name: "Another Name", email: "other@example.com" },
    shippingAddress: { ...shippingAddress, line1: "2 New Road" },
  });
  await payAtStripe(shop, declined.paymentIntentId);
  await placeOrder(shop, declined);
  const abandoned = await readyToPay(shop, { [record]: 1 });
  for (const each of [
    refundedLater,
    disputedLater,
    cancelledLater,
    payingLater,
    disputed,
    warned,
    atBank,
    refusedByBank,
    declined,
  ])
    await sync(shop, each);
  await runJobs(shop);
  // The last customer has paid, and nobody knows yet, as the machine dies now.
  const unreported = await readyToPay(shop, { [record]: 1 });
  await payAtStripe(shop, unreported.paymentIntentId);

  await using restored = await restoreShop(shop, dump);
  const startedAt = restored.clock.now();
  await alignOrderNumbers(restored);
  await reconcile(restored, { windowMs: hourMs });
  await runJobs(restored);

  await sync(shop, unreported);
  expect(await books(restored)).toEqual(await books(shop));
  expect(Object.keys(await books(restored))).not.toContain(abandoned.id);
  expect((await auditLedger(restored)).violations).toEqual([]);
  for (const variant of [record, shirt]) {
    const [now, before] = [await stockOf(restored, variant), await stockOf(shop, variant)];
    expect(now.onHand).toBe(before.onHand);
  }
  // The same link opens the order, and its sale counts when it was made.
  const view = await getOrder(restored, {
    orderId: readOrderToken(restored, orderToken(shop, confirmed.orderId)),
  });
  expect(view).toMatchObject({ state: "confirmed" });
  const [was, is] = await Promise.all(
    [shop, restored].map(({ db }) => db.order.findUniqueOrThrow({ where: { id: confirmed.orderId } })),
  );
  expect(Math.abs((was?.placedAt.getTime() ?? 0) - (is?.placedAt.getTime() ?? 0))).toBeLessThan(60_000);

  const toCustomers = await restored.db.mail.findMany({
    where: { orderId: { not: null }, createdAt: { gte: startedAt } },
    select: { kind: true, orderId: true },
  });
  expect(toCustomers).toEqual([]);
  const kinds = await restored.db.orderEvent.findMany({
    where: { orderId: confirmed.orderId },
    orderBy: { id: "asc" },
  });
  expect(kinds.map(({ kind }) => kind)).toEqual(["placed", "restored", "confirmed"]);
  const [alert] = await restored.db.mail.findMany({ where: { key: { startsWith: "unknown_payments:" } } });
  expect(alert).toMatchObject({
    recipient: by.email,
    subject: expect.stringMatching(/^\d+ lost orders were/),
  });
  expect((await getAttention(restored)).unknownPayments).toMatchObject({ count: 0 });

  // Nothing more to do, and numbers go on.
  expect(await reconcile(restored, { windowMs: hourMs })).toMatchObject({ failed: 0 });
  const last = await shop.db.order.aggregate({ _max: { number: true } });
  const next = await bought(restored, { [record]: 1 });
  const { number } = await restored.db.order.findUniqueOrThrow({ where: { id: next.orderId } });
  expect(number).toBeGreaterThan(last._max.number ?? 0);
  expect(kept.orderId in (await books(restored))).toBe(true);
  expect(restored.log.errors).toEqual([]);
}, 300_000);

test("a restored order has its discounts, codes, shipping method and rate; uses count again, as far as the limit allows", async () => {
  await using shop = await openTestShop();
  const record = await stockedVariant(shop, { onHand: 100, price: 2_000 });
  const { version, baseCurrency } = await getCurrencies(shop);
  const yen = { currency: "jpy" as const, rateSource: "manual" as const, rate: "161.53", countries: [] };
  const currencies = [{ ...yen, rounding: { step: 1, ending: 0 } }];
  await updateCurrencies(shop, { version, baseCurrency: baseCurrency as "eur", currencies, by });
  await shop.db.shippingRate.deleteMany({ where: { currency: { not: "eur" } } });
  const createdAt = shop.clock.now();
  const terms = { kind: "percent", percentBps: 1_000, isCombinable: true, createdAt } as const;
  const code = await shop.db.discountCode.create({
    data: {
      ...{ code: "FRIENDS", createdAt },
      discount: { create: { ...terms, name: "Friends, “family” & co", maxUses: 10 } },
    },
  });
  const deleted = await shop.db.discount.create({ data: { ...terms, name: "Gone", isAutomatic: true } });
  const ordered = async (currency: string) => {
    const cartToken = newCartToken();
    await chooseCurrency(shop, { token: cartToken, currency });
    await addToCart(shop, { token: cartToken, variantId: record, quantity: 2 });
    await applyCode(shop, { token: cartToken, code: "FRIENDS" });
    const { id: checkoutId } = await startCheckout(shop, { cartToken });
    const { paymentIntentId = "" } = await pressPay(shop, { checkoutId, cartToken });
    await payAtStripe(shop, paymentIntentId);
    await sync(shop, { paymentIntentId });
    return { checkoutId, paymentIntentId };
  };

  const dump = await dumpShop(shop);
  const first = await ordered("jpy");
  const second = await ordered("eur");
  const usedUp = await ordered("jpy");
  const fields = {
    ...{ currency: true, baseCurrency: true, exchangeRate: true, discounts: true, discountAmount: true },
    ...{ shippingMethod: true, totalAmount: true, state: true },
  } as const;
  const orderOf = ({ db }: Shop, { checkoutId }: { checkoutId: string }) =>
    db.order.findUniqueOrThrow({ where: { checkoutId }, select: fields });

  await using restored = await restoreShop(shop, dump);
  await restored.db.discount.update({ where: { id: code.discountId }, data: { maxUses: 2 } });
  await restored.db.discount.delete({ where: { id: deleted.id } });
  await updateCurrencies(restored, {
    ...{ version: version + 1, baseCurrency: baseCurrency as "eur", by },
    currencies: currencies.map((each) => ({ ...each, rate: "99" })),
  });
  await alignOrderNumbers(restored);
  for (const order of [first, second, usedUp]) await sync(restored, order);
  await runJobs(restored);

  const uncounted: Record<string, string[]> = {};
  for (const order of [first, second, usedUp]) {
    const [before, after] = [await orderOf(shop, order), await orderOf(restored, order)];
    expect(before.state).toBe("confirmed");
    const names = readDiscounts(after.discounts).flatMap(({ name, isUncounted }) =>
      isUncounted ? [name] : [],
    );
    uncounted[order.checkoutId] = names;
    const discounts = readDiscounts(after.discounts).map(({ isUncounted: _, ...discount }) => discount);
    expect({ ...after, discounts }).toEqual({ ...before, discounts: readDiscounts(before.discounts) });
    expect(discounts.map(({ name, code }) => [name, code])).toEqual([
      ["Friends, “family” & co", "FRIENDS"],
      ["Gone", null],
    ]);
    expect(before.shippingMethod).toMatchObject({ name: expect.any(String) });
  }
  expect(uncounted).toEqual({
    [first.checkoutId]: ["Gone"],
    [second.checkoutId]: ["Gone"],
    [usedUp.checkoutId]: ["Friends, “family” & co", "Gone"],
  });
  const { uses } = await restored.db.discount.findUniqueOrThrow({ where: { id: code.discountId } });
  expect(uses).toBe(2);
  expect((await auditLedger(restored)).violations).toEqual([]);
  expect(restored.log.errors).toEqual([]);
}, 120_000);
