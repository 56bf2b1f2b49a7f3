import { randomUUID } from "node:crypto";
import type { Tx } from "@dualtrack/db";
import { openTestShop, readyToPay, stockedVariant, type TestShop } from "@dualtrack/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { queueOrderMail } from "../notifications/queue-order-mail.ts";
import { getOrder } from "../order-views/get-order.ts";
import { getOrderForStaff } from "../order-views/get-order-for-staff.ts";
import { createProvisionalOrder } from "../orders/create-order.ts";
import { transact } from "../unit-of-work.ts";
import { priceCart } from "./price-cart.ts";

let shop: TestShop;
let variants: string[];
beforeAll(async () => {
  shop = await openTestShop();
  variants = [await stockedVariant(shop, { onHand: 5 }), await stockedVariant(shop, { onHand: 5 })];
});
afterAll(() => shop[Symbol.asyncDispose]());

const titles = { productTitle: "Record", artist: "Band", variantTitle: "", kind: "physical" as const };

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
  return priceCart({ currency: "eur", lines, adjustments: [{ amount: 334 }] });
}

function createCheckout(tx: Tx, { lines, adjustments: _, ...sums }: ReturnType<typeof discounted>) {
  const at = shop.clock.now();
  return tx.checkout.create({
    data: {
      ownerHash: randomUUID(),
      currency: "eur",
      email: "customer@example.com",
      ...sums,
      expiresAt: at,
      nextSyncAt: at,
      lines: { createMany: { data: lines } },
    },
    include: { lines: { orderBy: { position: "asc" } } },
  });
}

test("what the cart's price computed stands in the checkout, and its lines' totals and shipping are its total", async () => {
  const [dear, cheap] = [
    await stockedVariant(shop, { onHand: 5 }),
    await stockedVariant(shop, { onHand: 5, price: 450 }),
  ];
  const { id } = await readyToPay(shop, { [dear]: 2, [cheap]: 1 });
  const checkout = await shop.db.checkout.findUniqueOrThrow({ where: { id }, include: { lines: true } });
  expect(checkout).toMatchObject({
    subtotalAmount: 4_450,
    discountAmount: 0,
    shippingAmount: 590,
    taxAmount: 0,
  });
  expect(checkout.lines.map(({ totalAmount }) => totalAmount).toSorted((a, b) => a - b)).toEqual([
    450, 4_000,
  ]);
  expect(checkout.totalAmount).toBe(4_450 + 590);
});

test("a discounted order says what was paid in all, for each line, and for each unit given back", async () => {
  const orderId = await transact(shop, "customer", async (unit) => {
    const checkout = await createCheckout(unit.tx, discounted());
    const { id } = await createProvisionalOrder(unit, { checkout, paymentIntentId: "pi_1" });
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

test("the database refuses lines that come to another sum than their checkout", async () => {
  const { lines, ...sums } = discounted();
  const [first, ...rest] = lines;
  const wrong = first ? [{ ...first, discountAmount: 0, totalAmount: first.amount }, ...rest] : [];
  await expect(createCheckout(shop.db, { ...sums, lines: wrong })).rejects.toThrow(
    /other sums than its lines/,
  );
  await expect(createCheckout(shop.db, { ...sums, lines: rest })).rejects.toThrow(
    /other sums than its lines/,
  );
  await expect(
    createCheckout(shop.db, { ...sums, lines: lines.map((line) => ({ ...line, totalAmount: line.amount })) }),
  ).rejects.toThrow(/checkout_line_total_check/);
  await expect(createCheckout(shop.db, { ...discounted(), totalAmount: 1 })).rejects.toThrow(/total_check/);
});

test("the database refuses an order of other sums than its lines, and sums that are changed afterwards", async () => {
  const { checkoutId, orderId } = await transact(shop, "customer", async (unit) => {
    const checkout = await createCheckout(unit.tx, discounted());
    const { id } = await createProvisionalOrder(unit, { checkout, paymentIntentId: "pi_2" });
    return { checkoutId: checkout.id, orderId: id };
  });
  const wrong = transact(shop, "customer", async (unit) => {
    const checkout = await createCheckout(unit.tx, discounted());
    const lines = checkout.lines.slice(1);
    await createProvisionalOrder(unit, { checkout: { ...checkout, lines }, paymentIntentId: "pi_3" });
  });
  await expect(wrong).rejects.toThrow(/order .* has other sums than its lines/);

  const others = { subtotalAmount: 3_600, totalAmount: 3_856 };
  await expect(shop.db.checkout.update({ where: { id: checkoutId }, data: others })).rejects.toThrow(
    /checkout .* has other sums than its lines/,
  );
  await expect(shop.db.order.update({ where: { id: orderId }, data: others })).rejects.toThrow(
    /order .* has other sums than its lines/,
  );
});
