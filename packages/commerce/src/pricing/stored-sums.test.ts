import { randomUUID } from "node:crypto";
import type { Tx } from "@dualtrack/db";
import { readyToPay, stockedVariant, type TestShop, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { createCheckout } from "../checkouts/create-checkout.ts";
import { baseTerms } from "../currencies/currency-terms.ts";
import { queueOrderMail } from "../notifications/queue-order-mail.ts";
import { getOrder } from "../order-views/get-order.ts";
import { getOrderForStaff } from "../order-views/get-order-for-staff.ts";
import { createProvisionalOrder } from "../orders/create-order.ts";
import { getQuote } from "../quotes/get-quote.ts";
import { transact } from "../unit-of-work.ts";
import { priceCart } from "./price-cart.ts";

let variants: string[];
test.beforeAll(async ({ shop }) => {
  variants = [await stockedVariant(shop, { onHand: 5 }), await stockedVariant(shop, { onHand: 5 })];
});

const goods = { kind: "physical" as const, startsAt: null, tracksStock: true, downloadLimit: null };
const titles = { ...goods, productTitle: "Record", artist: "Band", variantTitle: "" };

/** Three records for 10.00 each and one for 5.00; 3.34 is taken off, and 5.90 added for shipping. */
function discounted() {
  const lines = variants.map((variantId, position) => ({
    ...titles,
    variantId,
    position,
    sku: `sku-${position}`,
    unitAmount: position === 0 ? 1_000 : 500,
    quantity: position === 0 ? 3 : 1,
  }));
  const discounts = [{ amount: 334 }];
  return priceCart({ currency: "eur", lines, discounts, shipping: { amount: 590 } });
}

async function checkoutOf(shop: TestShop, tx: Tx, price: ReturnType<typeof discounted>) {
  const at = shop.clock.now();
  const terms = baseTerms({ baseCurrency: "eur" });
  const owner = { ownerHash: randomUUID(), terms, email: "customer@example.com" };
  const times = { createdAt: at, expiresAt: at, nextSyncAt: at };
  const { id } = await createCheckout(tx, { ...owner, ...times, price: { ...price, discounts: [] } });
  const checkout = await tx.checkout.findUniqueOrThrow({
    where: { id },
    include: { lines: { orderBy: { position: "asc" } } },
  });
  return { checkout, quote: await getQuote(tx, { checkoutId: id, quoteNumber: 1 }) };
}

test("what the cart's price computed stands in the checkout, and its lines' totals and shipping are its total", async ({
  shop,
}) => {
  const [dear, cheap] = [
    await stockedVariant(shop, { onHand: 5 }),
    await stockedVariant(shop, { onHand: 5, price: 450 }),
  ];
  const { id } = await readyToPay(shop, { [dear]: 2, [cheap]: 1 });
  const quote = await getQuote(shop.db, { checkoutId: id, quoteNumber: 1 });
  expect(quote).toMatchObject({
    subtotalAmount: 4_450,
    discountAmount: 0,
    shippingAmount: 590,
    taxAmount: 0,
  });
  expect(quote.lines.map(({ totalAmount }) => totalAmount).toSorted((a, b) => a - b)).toEqual([450, 4_000]);
  expect(quote.totalAmount).toBe(4_450 + 590);
});

test("a discounted order says what was paid in all, for each line, and for each unit given back", async ({
  shop,
}) => {
  const orderId = await transact(shop, "customer", async (unit) => {
    const priced = await checkoutOf(shop, unit.tx, discounted());
    const { id } = await createProvisionalOrder(unit, { ...priced, paymentIntentId: "pi_1" });
    await queueOrderMail(unit, { orderId: id, kind: "order_confirmed" });
    return id;
  });
  const { number, ...customer } = await getOrder(shop, { orderId });
  const staff = await getOrderForStaff(shop, { number });
  for (const view of [customer, staff])
    expect(view).toMatchObject({
      subtotal: { amount: 3_500 },
      discount: { amount: 334 },
      shipping: { amount: 590 },
      tax: { amount: 0 },
      total: { amount: 3_756 },
    });
  // 334 by 3000 : 500 is 286 and 48; the three records were paid with 2714.
  expect(staff.lines.map(({ refundAmounts }) => refundAmounts)).toEqual([
    [0, 905, 1_810, 2_714],
    [0, 452],
  ]);
  const mail = await shop.db.mail.findFirstOrThrow({ where: { orderId } });
  expect(mail.text).toMatch(/Discount.*€3\.34/);
  expect(mail.text).toMatch(/Total.*€37\.56/);
});

test("the database refuses lines that come to another sum than their checkout", async ({ shop }) => {
  const refused = (price: ReturnType<typeof discounted>) =>
    shop.db.$transaction((tx) => checkoutOf(shop, tx, price));
  const { lines, ...sums } = discounted();
  const [first, ...rest] = lines;
  const wrong = first ? [{ ...first, discountAmount: 0, totalAmount: first.amount }, ...rest] : [];
  await expect(refused({ ...sums, lines: wrong })).rejects.toThrow(/other sums than its lines/);
  await expect(refused({ ...sums, lines: rest })).rejects.toThrow(/other sums than its lines/);
  await expect(
    refused({ ...sums, lines: lines.map((line) => ({ ...line, totalAmount: line.amount })) }),
  ).rejects.toThrow(/other sums than its lines/);
  await expect(refused({ ...discounted(), totalAmount: 1 })).rejects.toThrow(/total_check/);
});

test("the database refuses an order of other sums than its lines, and sums that are changed afterwards", async ({
  shop,
}) => {
  const { checkoutId, orderId } = await transact(shop, "customer", async (unit) => {
    const priced = await checkoutOf(shop, unit.tx, discounted());
    const { id } = await createProvisionalOrder(unit, { ...priced, paymentIntentId: "pi_2" });
    return { checkoutId: priced.checkout.id, orderId: id };
  });
  const wrong = transact(shop, "customer", async (unit) => {
    const { checkout, quote } = await checkoutOf(shop, unit.tx, discounted());
    const lines = checkout.lines.slice(1);
    await createProvisionalOrder(unit, { checkout: { ...checkout, lines }, quote, paymentIntentId: "pi_3" });
  });
  await expect(wrong).rejects.toThrow(/order .* has other sums than its lines/);

  const others = { subtotalAmount: 3_600, totalAmount: 3_856 };
  await expect(
    shop.db.$executeRaw`update checkout_quote set total_amount = 1 where checkout_id = ${checkoutId}::uuid`,
  ).rejects.toThrow(/append-only/);
  await expect(shop.db.order.update({ where: { id: orderId }, data: others })).rejects.toThrow(
    /order .* has other sums than its lines/,
  );
});
