import { randomUUID } from "node:crypto";
import { updateTaxInput } from "@dualtrack/contract";
import {
  owner as by,
  clientIp,
  contact,
  guestWith,
  openPayment,
  payAtStripe,
  runJobs,
  shippingAddress,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { getTaxSettings, placeOrder, refundOrder, startCheckout, updateTaxSettings } from "../index.ts";
import { exportTaxReport } from "./export-tax-report.ts";
import { getTaxReport } from "./get-tax-report.ts";

/** Austria has 20 %, Germany 19 %, Quebec two taxes; elsewhere the shop is not registered. */
async function setTax(shop: TestShop, taxBehavior: "inclusive" | "exclusive") {
  const rate = (country: string, name: string, parts: number, state = "") => ({
    ...{ country, state, taxCode: "standard", name, rate: parts },
    ...{ validFrom: "2020-01-01", validUntil: null },
  });
  const { version } = await getTaxSettings(shop);
  const input = updateTaxInput.parse({
    ...{ version, taxBehavior, sellerCountry: "AT", isOssRegistered: true },
    registrations: [{ country: "AT" }, { country: "CA", state: "QC" }],
    rates: [
      rate("AT", "VAT", 200_000),
      rate("DE", "VAT", 190_000),
      rate("CA", "GST", 50_000, "QC"),
      rate("CA", "QST", 99_750, "QC"),
    ],
  });
  await updateTaxSettings(shop, { ...input, by });
}

const places = [
  shippingAddress,
  { ...shippingAddress, postalCode: "10115", country: "DE" },
  { ...shippingAddress, postalCode: "H2X 1Y4", state: "QC", country: "CA" },
  { ...shippingAddress, postalCode: "10001", state: "NY", country: "US" },
];

async function order(shop: TestShop, variantId: string, quantity: number, place: number) {
  const cartToken = await guestWith(shop, { [variantId]: quantity });
  const { id: checkoutId } = await startCheckout(shop, { cartToken });
  const address = places[place] ?? shippingAddress;
  // The first quote is for the seller's country; the refusal of it has made the one for the address.
  const prepare = async () => {
    const { quoteNumber } = await shop.db.checkout.findUniqueOrThrow({ where: { id: checkoutId } });
    const own = { checkoutId, cartToken, quoteNumber, clientIp };
    return openPayment(shop, { ...own, contact, shippingAddress: address });
  };
  const { payment } = await prepare().catch(prepare);
  if (payment === null) throw new Error("There is no payment to confirm");
  await payAtStripe(shop, payment.paymentIntentId);
  const { orderId } = await placeOrder(shop, payment);
  await runJobs(shop);
  return orderId;
}

test("the report of a month adds up to its orders and refunds to the cent, whatever was sold and refunded", async ({
  shop,
}) => {
  const period = shop.clock.now().toISOString().slice(0, 7);
  const variantId = await stockedVariant(shop, { onHand: 1_000, price: 1_997 });
  for (let turn = 0; turn < 12; turn += 1) {
    await setTax(shop, turn % 3 === 0 ? "exclusive" : "inclusive");
    const orderId = await order(shop, variantId, 1 + (turn % 4), turn % places.length);
    const { totalAmount } = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
    for (const part of [0.13, 0.41].slice(0, turn % 3)) {
      shop.clock.advance(1_000);
      await refundOrder(shop, {
        ...{ orderId, amount: Math.floor(totalAmount * part), requestId: randomUUID() },
        ...{ reason: "requested_by_customer", note: "as agreed", lines: [], by },
      });
      await runJobs(shop);
    }
  }
  const { rows, sums, missing } = await getTaxReport(shop, { period });
  const sold = await shop.db.order.aggregate({ _count: true, _sum: { totalAmount: true, taxAmount: true } });
  const refunded = await shop.db.refund.aggregate({ where: { state: "succeeded" }, _sum: { amount: true } });
  expect(missing).toBe(0);
  expect(sums).toMatchObject([
    {
      ...{ currency: "eur", invoices: 12 },
      ...{ sold: sold._sum.totalAmount, soldTax: sold._sum.taxAmount, refunded: refunded._sum.amount },
    },
  ]);
  const sum = (read: (row: (typeof rows)[number]) => number) =>
    rows.reduce((total, row) => total + read(row), 0);
  expect(sum(({ soldTax }) => soldTax)).toBe(sums[0]?.soldTax);
  expect(sum(({ refundedTax }) => refundedTax)).toBe(sums[0]?.refundedTax);
  // Quebec's two taxes are on one price: without one of them, prices and taxes are the totals.
  const once = (read: (row: (typeof rows)[number]) => number) =>
    sum((row) => (row.name === "QST" ? 0 : read(row)));
  expect(once(({ soldTaxable }) => soldTaxable) + sum(({ soldTax }) => soldTax)).toBe(sums[0]?.sold);
  expect(rows.map(({ jurisdiction, name, isOneStopShop }) => [jurisdiction, name, isOneStopShop])).toEqual([
    ["AT", "VAT", false],
    ["CA-QC", "QST", false],
    ["CA-QC", "GST", false],
    ["DE", "VAT", true],
    ["US", "", false],
  ]);
  const byRate = await shop.db.orderTax.groupBy({
    by: ["jurisdiction", "name", "rate"],
    _sum: { taxableAmount: true, taxAmount: true },
  });
  for (const { jurisdiction, name, rate, _sum } of byRate)
    expect(rows).toContainEqual(
      expect.objectContaining({
        ...{ jurisdiction, name, rate, soldTaxable: _sum.taxableAmount, soldTax: _sum.taxAmount },
      }),
    );
  let csv = "";
  for await (const part of await exportTaxReport(shop, { period, by })) csv += part;
  expect(csv.trim().split("\r\n")).toHaveLength(6);
  expect(await shop.db.auditEntry.count({ where: { action: "tax.export" } })).toBe(1);
}, 120_000);

test("a period ends with the day of the shop's time zone", async ({ shop }) => {
  const [invoice] = await shop.db.invoice.findMany({ orderBy: { taxPointAt: "asc" } });
  if (invoice === undefined) throw new Error("There is no invoice");
  const { id: _, document: __, ...same } = invoice;
  const copy = { ...same, kind: "credit_note" as const, correctsId: invoice.id, document: {} };
  const refund = await shop.db.refund.findFirstOrThrow();
  for (const [number, at] of [
    ["A", "2024-12-31T22:59:59Z"],
    ["B", "2024-12-31T23:00:00Z"],
  ] as const)
    await shop.db.invoice.create({
      data: { ...copy, number, refundId: refund.id, taxPointAt: new Date(at) },
    });
  const vienna = { ...shop, settings: { ...shop.settings, timeZone: "Europe/Vienna" } };
  const totals = async (period: string) =>
    (await getTaxReport(vienna, { period })).sums.map(({ refunded }) => refunded / invoice.totalAmount);
  expect(await totals("2024-12")).toEqual([1]);
  expect(await totals("2024-Q4")).toEqual([1]);
  expect(await totals("2025-01")).toEqual([1]);
  expect(await totals("2025")).toEqual([1]);
  expect(await totals("2024-11")).toEqual([]);
});
