import { randomUUID } from "node:crypto";
import { updateCurrenciesInput, updateTaxInput } from "@dualtrack/contract";
import {
  owner as by,
  clientIp,
  contact,
  guestWith,
  openPayment,
  openTestShop,
  payAtStripe,
  runJobs,
  shippingAddress,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import {
  chooseCurrency,
  getCurrencies,
  getTaxSettings,
  payRefundAnotherWay,
  placeOrder,
  refundOrder,
  startCheckout,
  updateCurrencies,
  updateTaxSettings,
} from "../index.ts";
import { syncPayment } from "../payments/sync-payment.ts";
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
    ...{ engine: "table", outageRule: "use_table" },
    ...{ acceptsVatIds: true, asksVies: false, acceptsUnconfirmedVatIds: false },
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

async function order(shop: TestShop, variantId: string, quantity: number, place: number, currency?: string) {
  const cartToken = await guestWith(shop, { [variantId]: quantity });
  if (currency !== undefined) await chooseCurrency(shop, { token: cartToken, currency });
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

test("whatever is sold, refunded, fails and is paid another way: report, documents, orders and refunds say the same", async () => {
  await using shop = await openTestShop();
  const seed = Number(process.env.SEED ?? Date.now() % 100_000);
  console.info(`SEED=${seed}`);
  let state = seed;
  const pick = (below: number) => {
    state = (state * 48_271 + 11) % 2_147_483_647;
    return state % below;
  };
  const { version, baseCurrency } = await getCurrencies(shop);
  const yen = { currency: "jpy", rateSource: "manual", rate: "161.53", rounding: { step: 1, ending: 0 } };
  const currencies = [{ ...yen, countries: [] }];
  await updateCurrencies(shop, { ...updateCurrenciesInput.parse({ version, baseCurrency, currencies }), by });
  await shop.db.shippingRate.deleteMany({ where: { currency: { not: "eur" } } });
  const variantId = await stockedVariant(shop, { onHand: 1_000, price: 1_009 + pick(2_000) });
  const rounds = 9;
  for (let turn = 0; turn < rounds; turn += 1) {
    await setTax(shop, pick(2) === 0 ? "exclusive" : "inclusive");
    const currency = pick(3) === 0 ? "jpy" : "eur";
    const orderId = await order(shop, variantId, 1 + pick(4), pick(places.length), currency);
    const sold = await shop.db.order.findUniqueOrThrow({
      where: { id: orderId },
      select: { totalAmount: true, paymentIntentId: true },
    });
    let left = sold.totalAmount;
    for (let parts = pick(4); parts > 0 && left > 0; parts -= 1) {
      shop.clock.advance(1_000);
      const requestId = randomUUID();
      const amount = pick(3) === 0 ? left : Math.min(left, 10 + pick(left));
      await refundOrder(shop, {
        ...{ orderId, amount, requestId, reason: "requested_by_customer", note: "as agreed", lines: [], by },
      });
      await runJobs(shop);
      left -= amount;
      if (pick(3) > 0) continue;
      const { stripeRefundId } = await shop.db.refund.findUniqueOrThrow({ where: { id: requestId } });
      await shop.outside.decideRefund(stripeRefundId, { outcome: "fail", reason: "declined" });
      const { paymentIntentId } = sold;
      if (paymentIntentId === null) throw new Error("An order of more than 0 has its payment");
      await syncPayment(shop, { paymentIntentId, track: "webhook", thorough: true });
      if (pick(2) === 0)
        await payRefundAnotherWay(shop, { refundId: requestId, requestId: randomUUID(), note: "cash", by });
      else left += amount;
    }
  }
  const period = shop.clock.now().toISOString().slice(0, 7);
  const { rows, sums, missing } = await getTaxReport(shop, { period });
  expect(missing).toBe(0);
  expect(sums.reduce((count, { invoices }) => count + invoices, 0)).toBe(rounds);
  for (const { currency, ...sum } of sums) {
    const orders = await shop.db.order.aggregate({
      where: { currency },
      _sum: { totalAmount: true, taxAmount: true },
    });
    const refunds = await shop.db.refund.aggregate({
      where: { currency, OR: [{ state: "succeeded" }, { paidAnotherWayAt: { not: null } }] },
      _sum: { amount: true },
    });
    expect([sum.sold, sum.soldTax]).toEqual([orders._sum.totalAmount, orders._sum.taxAmount]);
    expect(sum.refunded).toBe(refunds._sum.amount ?? 0);
    const documents = await shop.db.invoice.findMany({ where: { currency } });
    const booked = (read: (document: (typeof documents)[number]) => number) =>
      documents.reduce((total, each) => total + (each.kind === "credit_note" ? -1 : 1) * read(each), 0);
    expect(sum.sold - sum.refunded).toBe(booked(({ totalAmount }) => totalAmount));
    expect(sum.soldTax - sum.refundedTax).toBe(booked(({ taxAmount }) => taxAmount));
    const own = rows.filter((row) => row.currency === currency);
    const total = (read: (row: (typeof rows)[number]) => number) =>
      own.reduce((count, row) => count + read(row), 0);
    expect(total(({ soldTax }) => soldTax)).toBe(sum.soldTax);
    expect(total(({ refundedTax }) => refundedTax)).toBe(sum.refundedTax);
    // Quebec's two taxes are on one price.
    const once = (read: (row: (typeof rows)[number]) => number) =>
      total((row) => (row.name === "QST" ? 0 : read(row)));
    expect(once(({ soldTaxable }) => soldTaxable) + sum.soldTax).toBe(sum.sold);
    expect(once(({ refundedTaxable }) => refundedTaxable) + sum.refundedTax).toBe(sum.refunded);
  }
  // What was refunded in full has no tax left, in whatever portions and after whatever failures.
  const all = await shop.db.order.findMany({
    include: { invoices: true, checkout: { include: { payments: { include: { refunds: true } } } } },
  });
  for (const { invoices, totalAmount, checkout } of all) {
    const refunds = checkout.payments.flatMap((payment) => payment.refunds);
    const back = refunds
      .filter((refund) => refund.state === "succeeded" || refund.paidAnotherWayAt !== null)
      .reduce((total, { amount }) => total + amount, 0);
    if (back < totalAmount) continue;
    expect(
      invoices.reduce((tax, each) => tax + (each.kind === "credit_note" ? -1 : 1) * each.taxAmount, 0),
    ).toBe(0);
  }
}, 120_000);
