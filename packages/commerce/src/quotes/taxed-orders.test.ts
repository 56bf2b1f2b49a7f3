import { randomUUID } from "node:crypto";
import { exportOrdersInput, updateTaxInput } from "@dualtrack/contract";
import {
  buy,
  dumpShop,
  guestWith,
  openPayment,
  openTestShop,
  readyToPay,
  restoreShop,
  runJobs,
  stockedVariant,
  type TestShop,
} from "@dualtrack/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Actor,
  auditLedger,
  exportOrders,
  getCart,
  getOrder,
  getOrderForStaff,
  getTaxSettings,
  refundOrder,
  startCheckout,
  updateTaxSettings,
} from "../index.ts";
import { syncPayment } from "../payments/sync-payment.ts";

const by: Actor = { name: "Olga", email: "o@shop.example", role: "owner", ip: null };

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
  await shop.db.staff.create({ data: { id: "o", role: "owner", name: "Olga", email: by.email } });
});
afterAll(() => shop[Symbol.asyncDispose]());

/** Austria has 20 % and 10 % on books, Germany 19 %. */
async function setTax(taxBehavior: "inclusive" | "exclusive", registered = ["AT", "DE"]) {
  const rate = (country: string, percent: number, taxCode = "standard") => ({
    ...{ country, taxCode, name: "VAT", rate: percent * 10_000 },
    ...{ validFrom: "2020-01-01", validUntil: null },
  });
  const { version } = await getTaxSettings(shop);
  const input = updateTaxInput.parse({
    ...{ version, taxBehavior, sellerCountry: "AT", isOssRegistered: false },
    ...{ engine: "table", outageRule: "use_table" },
    ...{ acceptsVatIds: true, asksVies: false, acceptsUnconfirmedVatIds: false },
    registrations: registered.map((country) => ({ country })),
    rates: [rate("AT", 20), rate("AT", 10, "reduced"), rate("DE", 19)],
  });
  await updateTaxSettings(shop, { ...input, by });
}

/** A record for 24.00 and a book for 11.00. */
async function goods(): Promise<[record: string, book: string]> {
  const record = await stockedVariant(shop, { onHand: 10, price: 2_400 });
  const book = await stockedVariant(shop, { onHand: 10, price: 1_100 });
  await shop.db.product.updateMany({
    where: { variants: { some: { id: book } } },
    data: { taxCode: "reduced" },
  });
  return [record, book];
}

const short = (
  taxes: { rate: number; isIncluded: boolean; taxable: { amount: number }; tax: { amount: number } }[],
) =>
  taxes.map(({ rate, isIncluded, taxable, tax }) => [rate / 10_000, isIncluded, taxable.amount, tax.amount]);

async function bought(items: Record<string, number>) {
  const order = await buy(shop, items);
  await runJobs(shop);
  return order;
}

test("tax in prices: cart, checkout, order, mail and CSV show what was stored, by rate; the total stays", async () => {
  await setTax("inclusive");
  const [record, book] = await goods();
  const items = { [record]: 2, [book]: 1 };
  // 48.00 and 5.90 shipping contain 8.00 and 0.98; 11.00 contain 1.00.
  const byRate = [
    [20, true, 4_000 + 492, 800 + 98],
    [10, true, 1_000, 100],
  ];
  const token = await guestWith(shop, items);
  const cart = await getCart(shop, { token });
  expect(cart.total.amount).toBe(5_900 + 590);
  expect(short(cart.taxes)).toEqual(byRate);
  const checkout = await readyToPay(shop, items);
  expect(short(checkout.taxes)).toEqual(byRate);

  const { orderId } = await bought(items);
  const order = await getOrder(shop, { orderId });
  expect(order).toMatchObject({ tax: { amount: 998 }, total: { amount: 6_490 } });
  expect(short(order.taxes)).toEqual(byRate);
  await setTax("exclusive", []);
  const staff = await getOrderForStaff(shop, { number: order.number });
  expect(short(staff.taxes)).toEqual(byRate);
  const mail = await shop.db.mail.findFirstOrThrow({ where: { orderId, kind: "order_confirmed" } });
  expect(mail.text).toMatch(/Total.*€64\.90[\s\S]*incl\. 20 % VAT.*€8\.98[\s\S]*incl\. 10 % VAT.*€1\.00/);
  let csv = "";
  for await (const part of await exportOrders(shop, { ...exportOrdersInput.parse({}), by })) csv += part;
  expect(csv).toContain("AT VAT 20%: 8.98; AT VAT 10%: 1.00");
});

test("tax on top: it is charged with the price of the destination, and refunds give it back to the cent", async () => {
  await setTax("exclusive");
  const [record, book] = await goods();
  const { orderId, total, paymentIntentId } = await bought({ [record]: 3, [book]: 1 });
  // 72.00 * 0.2 = 14.40, 11.00 * 0.1 = 1.10, 5.90 * 0.2 = 1.18
  expect(total.amount).toBe(7_200 + 1_100 + 590 + 1_440 + 110 + 118);
  expect((await shop.stripe.paymentIntents.retrieve(paymentIntentId)).amount).toBe(total.amount);
  const { number } = await getOrder(shop, { orderId });
  const { lines, shippingPaid } = await getOrderForStaff(shop, { number });
  expect(shippingPaid.amount).toBe(708);
  const line = lines.find(({ quantity }) => quantity === 3);
  expect(line?.refundAmounts).toEqual([0, 2_880, 5_760, 8_640]);
  const refund = (amount: number, quantity: number) =>
    refundOrder(shop, {
      ...{ orderId, amount, requestId: randomUUID(), reason: "requested_by_customer", note: "as agreed", by },
      lines: quantity === 0 ? [] : [{ orderLineId: line?.id ?? "", quantity, restock: false }],
    });
  await refund(2_880, 1);
  shop.clock.advance(1_000);
  await refund(1_000, 0);
  shop.clock.advance(1_000);
  await refund(total.amount - 3_880, 0);
  const { refunds } = await getOrderForStaff(shop, { number });
  expect(short(refunds[0]?.taxes ?? [])).toEqual([[20, false, 2_400, 480]]);
  const given = refunds.flatMap(({ taxes }) => taxes).reduce((sum, { tax }) => sum + tax.amount, 0);
  expect(given).toBe(1_440 + 110 + 118);
});

test("another destination has another tax: what differs is said, and nothing is charged before it was seen", async () => {
  await setTax("exclusive");
  const [record] = await goods();
  const cartToken = await guestWith(shop, { [record]: 1 });
  const { id: checkoutId, total } = await startCheckout(shop, { cartToken });
  expect(total.amount).toBe(2_400 + 590 + 480 + 118);
  const contact = { email: "c@example.com", name: "C" };
  const shippingAddress = {
    ...{ line1: "1 Weg", line2: "", postalCode: "10115", city: "Berlin", state: "", country: "DE" },
  };
  await expect(
    openPayment(shop, { checkoutId, cartToken, quoteNumber: 1, contact, shippingAddress }),
  ).rejects.toMatchObject({
    code: "QUOTE_CHANGED",
    details: {
      changes: expect.arrayContaining([
        // 24.00 * 0.19 = 4.56; 5.90 * 0.19 = 1.12
        { part: "tax", before: { amount: 598, currency: "eur" }, after: { amount: 568, currency: "eur" } },
      ]),
    },
  });
});

test("tax in prices differs by destination, and the price does not: it is charged, and the order has that tax", async () => {
  await setTax("inclusive");
  const [record] = await goods();
  const cartToken = await guestWith(shop, { [record]: 1 });
  const { id: checkoutId } = await startCheckout(shop, { cartToken });
  const address = {
    line1: "1 Weg",
    line2: "",
    postalCode: "10115",
    city: "Berlin",
    state: "",
    country: "DE",
  };
  const contact = { email: "c@example.com", name: "C" };
  const { payment, total, taxes } = await openPayment(shop, {
    ...{ checkoutId, cartToken, quoteNumber: 1, contact, shippingAddress: address },
  });
  expect(total.amount).toBe(2_990);
  expect(taxes).toMatchObject([{ rate: 190_000, tax: { amount: 383 + 94 } }]);
  const { metadata } = await shop.stripe.paymentIntents.retrieve(payment.paymentIntentId);
  expect(metadata.dualtrack_quote).toBe("2");
});

test.for(["inclusive", "exclusive"] as const)(
  "a lost order with tax (%s) is restored with it",
  async (behavior) => {
    await setTax(behavior);
    const [record, book] = await goods();
    const dump = await dumpShop(shop);
    const { orderId, paymentIntentId } = await bought({ [record]: 2, [book]: 1 });
    const taxOf = (books: TestShop) =>
      books.db.order.findUnique({
        where: { id: orderId },
        select: {
          ...{ totalAmount: true, taxAmount: true, taxBehavior: true, shippingTaxAmount: true },
          lines: { orderBy: { position: "asc" }, select: { sku: true, taxAmount: true, totalAmount: true } },
          taxes: { orderBy: { id: "asc" }, omit: { id: true } },
        },
      });
    const before = await taxOf(shop);
    await using restored = await restoreShop(shop, dump);
    expect(await taxOf(restored)).toBeNull();
    await syncPayment(restored, { paymentIntentId, track: "webhook", thorough: true });
    expect(await taxOf(restored)).toEqual(before);
    expect(before?.taxes).toHaveLength(3);
  },
);

test("the books add up, and the database refuses tax that is not that of the lines", async () => {
  expect((await auditLedger(shop)).violations).toEqual([]);
  const order = await shop.db.order.findFirstOrThrow({ where: { taxBehavior: "exclusive" } });
  await expect(
    shop.db.order.update({ where: { id: order.id }, data: { shippingTaxAmount: 0 } }),
  ).rejects.toThrow(/has other sums than its lines/);
  await expect(shop.db.$executeRaw`update order_tax set tax_amount = 0`).rejects.toThrow(/append-only/);
  await expect(
    shop.db.order.update({ where: { id: order.id }, data: { taxBehavior: "inclusive" } }),
  ).rejects.toThrow(/order_total_check/);
});
