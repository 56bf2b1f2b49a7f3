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
  pdfLines,
  runJobs,
  shippingAddress,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import {
  chooseCurrency,
  getAttention,
  getCurrencies,
  getTaxReport,
  getTaxSettings,
  listInvoices,
  payRefundAnotherWay,
  placeOrder,
  quoteCheckout,
  refundOrder,
  startCheckout,
  updateCurrencies,
  updateTaxSettings,
} from "../index.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { exportEcSalesList } from "./export-ec-sales-list.ts";
import { exportInvoices } from "./export-invoices.ts";
import { getEcSalesList } from "./get-ec-sales-list.ts";
import { renderInvoice } from "./render-invoice.ts";

test.beforeAll(({ shop }) => sellInAustria(shop));

/** A seller in Austria, where VAT is 20 %, that sells in yen and dinars by a rate, and in złoty, whose rate nobody knows yet. */
async function sellInAustria(shop: TestShop) {
  const { version } = await getTaxSettings(shop);
  const rate = { taxCode: "standard", name: "VAT", validFrom: "2020-01-01", validUntil: null };
  const tax = updateTaxInput.parse({
    ...{ version, taxBehavior: "inclusive", sellerCountry: "AT", isOssRegistered: true },
    ...{ engine: "table", outageRule: "use_table" },
    ...{ acceptsVatIds: true, asksVies: false, acceptsUnconfirmedVatIds: false },
    registrations: [{ country: "AT" }],
    rates: [
      { ...rate, country: "AT", rate: 200_000 },
      { ...rate, country: "DE", rate: 190_000 },
    ],
  });
  await shop.db.shopSettings.update({ where: { id: 1 }, data: { vatId: "ATU13585627" } });
  await updateTaxSettings(shop, { ...tax, by });
  const terms = await getCurrencies(shop);
  const offered = (
    currency: string,
    step: number,
    by: { rateSource: "manual" | "feed"; rate: string | null },
  ) => ({
    ...{ currency, ...by, rounding: { step, ending: 0 }, countries: [] },
  });
  const currencies = [
    offered("jpy", 1, { rateSource: "manual", rate: "161.53" }),
    offered("kwd", 10, { rateSource: "manual", rate: "0.33205" }),
    offered("pln", 1, { rateSource: "feed", rate: null }),
  ];
  const { version: newest, baseCurrency } = terms;
  const input = updateCurrenciesInput.parse({ version: newest, baseCurrency, currencies });
  await updateCurrencies(shop, { ...input, by });
  await shop.db.shippingRate.deleteMany({ where: { currency: { not: "eur" } } });
  await shop.db.$executeRaw`
    insert into shipping_rate select method_id, 'pln', basis, free_from_amount from shipping_rate where currency = 'eur'`;
  await shop.db.$executeRaw`
    insert into shipping_rate_band select method_id, 'pln', from_value, to_value, amount from shipping_rate_band
    where currency = 'eur'`;
}

const business = { companyName: "Muster & Söhne GmbH", vatId: "DE136695976" };
const inGermany = { ...shippingAddress, postalCode: "10115", city: "Berlin", country: "DE" };

interface Sale {
  currency?: string;
  /** Null: a private person in Austria buys. */
  of?: { companyName: string; vatId: string } | null;
  quantity?: number;
}

/** An order of records for 19.97 EUR, or 80.00 PLN, each, with its document's facts. */
async function sold(shop: TestShop, { currency = "eur", of = null, quantity = 3 }: Sale = {}) {
  const variantId = await stockedVariant(shop, { onHand: quantity, price: 1_997 });
  await shop.db.price.create({ data: { variantId, currency: "pln", unitAmount: 8_000 } });
  const cartToken = await guestWith(shop, { [variantId]: quantity });
  await chooseCurrency(shop, { token: cartToken, currency });
  const { id: checkoutId } = await startCheckout(shop, { cartToken });
  const own = { checkoutId, cartToken };
  const address = of === null ? shippingAddress : inGermany;
  const { quoteNumber } = await quoteCheckout(shop, { ...own, destination: address, vatId: of?.vatId });
  const details = { contact, shippingAddress: address, business: of, clientIp };
  const { payment } = await openPayment(shop, { ...own, ...details, quoteNumber });
  await payAtStripe(shop, payment.paymentIntentId);
  const { orderId } = await placeOrder(shop, payment);
  await runJobs(shop);
  const order = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
  return { ...order, paymentIntentId: payment.paymentIntentId };
}

async function refund(shop: TestShop, { id: orderId }: { id: string }, amount: number) {
  shop.clock.advance(1_000);
  const requestId = randomUUID();
  const how = { reason: "requested_by_customer" as const, note: "as agreed", lines: [], by };
  await refundOrder(shop, { orderId, amount, requestId, ...how });
  await runJobs(shop);
  return requestId;
}

const documentsOf = (shop: TestShop, { id: orderId }: { id: string }) =>
  shop.db.invoice.findMany({ where: { orderId }, orderBy: { id: "asc" }, include: { taxes: true } });

const baseOf = async (shop: TestShop, order: { id: string }) =>
  (await documentsOf(shop, order)).map(({ kind, taxAmount, baseTaxAmount, taxes }) => [
    kind,
    taxAmount,
    baseTaxAmount === null ? null : Number(baseTaxAmount),
    taxes.reduce((sum, each) => sum + Number(each.baseTaxAmount), 0),
  ]);

const textOf = async (parts: AsyncIterable<string>) => {
  let text = "";
  for await (const part of parts) text += part;
  return text;
};

const thisMonth = (shop: TestShop) => shop.clock.now().toISOString().slice(0, 7);

test("an invoice in yen or dinars states its tax in euros, at the rate of its order, and credit notes give back exactly that", async () => {
  await using shop = await openTestShop();
  await sellInAustria(shop);
  const expected = {
    // 19.97 EUR are 3,225.75 JPY, rounded up to 3,226 each; 5.90 EUR of shipping are 953. A sixth of 10,631 is 1,613 + 159.
    jpy: { total: 10_631, tax: 1_772, base: 1_097, refunds: [1, 3_333, 2_000], rate: "1 EUR = 161.53 JPY" },
    // 6.630 KWD each, and 1.960. A sixth, in multiples of 0.010: 3.320 + 0.330.
    kwd: { total: 21_850, tax: 3_650, base: 1_099, refunds: [10, 7_770, 3_330], rate: "1 EUR = 0.33205 KWD" },
  };
  for (const [currency, { total, tax, base, refunds, rate }] of Object.entries(expected)) {
    const order = await sold(shop, { currency });
    expect([order.totalAmount, order.taxAmount]).toEqual([total, tax]);
    const [invoice] = await documentsOf(shop, order);
    if (invoice === undefined) throw new Error("There is no invoice");
    const lines = pdfLines(await renderInvoice(invoice));
    const code = currency.toUpperCase();
    expect(lines).toContain(`Tax in EUR (${rate})\t€${(base / 100).toFixed(2)}`);
    // Whatever the rates are since.
    const now = shop.clock.now();
    await shop.db.exchangeRate.create({
      data: { origin: "manual", baseCurrency: "eur", currency, rate: 7, asOf: now, recordedAt: now },
    });
    for (const amount of refunds) await refund(shop, order, amount);
    await refund(shop, order, total - refunds.reduce((sum, each) => sum + each, 0));
    const documents = await baseOf(shop, order);
    expect(documents[0]).toEqual(["invoice", tax, base, base]);
    expect(documents).toHaveLength(5);
    const credited = documents.slice(1);
    expect(credited.reduce((sum, [, amount]) => sum + Number(amount), 0)).toBe(tax);
    expect(credited.reduce((sum, [, , amount]) => sum + Number(amount), 0)).toBe(base);
    expect(credited.reduce((sum, [, , , amount]) => sum + Number(amount), 0)).toBe(-base);
    const csv = await textOf(await exportInvoices(shop, { q: invoice.number, by }));
    expect(csv).toContain(`,EUR,${order.exchangeRate?.toFixed()},${(base / 100).toFixed(2)},`);
    expect(csv).toContain(`,${code},`);
  }
});

test("a refund that failed is taken back in euros, too, and what is paid another way comes to the invoice", async ({
  shop,
}) => {
  const order = await sold(shop, { currency: "jpy" });
  await refund(shop, order, 777);
  const refundId = await refund(shop, order, 3_333);
  const { stripeRefundId } = await shop.db.refund.findUniqueOrThrow({ where: { id: refundId } });
  await shop.outside.decideRefund(stripeRefundId, { outcome: "fail", reason: "declined" });
  await syncPayment(shop, { paymentIntentId: order.paymentIntentId, track: "webhook", thorough: true });
  const [, , creditNote, reversal] = await baseOf(shop, order);
  expect([creditNote?.[0], reversal?.[0]]).toEqual(["credit_note", "reversal"]);
  expect(reversal?.slice(1)).toEqual([creditNote?.[1], creditNote?.[2], -Number(creditNote?.[3])]);
  await payRefundAnotherWay(shop, { refundId, requestId: randomUUID(), note: "cash", by });
  await refund(shop, order, order.totalAmount - 777 - 3_333);
  const rows = await baseOf(shop, order);
  expect(rows).toHaveLength(6);
  expect(rows.reduce((sum, [, , , base]) => sum + Number(base), 0)).toBe(0);
});

test("without a rate the invoice is issued, says that its tax is not stated in euros, and staff see it for 30 days", async ({
  shop,
}) => {
  const order = await sold(shop, { currency: "pln" });
  const [invoice] = await documentsOf(shop, order);
  if (invoice === undefined) throw new Error("There is no invoice");
  expect(invoice).toMatchObject({ baseCurrency: "eur", exchangeRate: null, baseTaxAmount: null });
  expect(invoice.taxes).toMatchObject([{ baseTaxableAmount: null, baseTaxAmount: null }]);
  expect(pdfLines(await renderInvoice(invoice)).join(" ")).toContain(
    "The tax is not stated in EUR, as no exchange rate was known when the order was placed.",
  );
  await refund(shop, order, order.totalAmount);
  const [, creditNote] = await documentsOf(shop, order);
  expect(creditNote).toMatchObject({ kind: "credit_note", baseTaxAmount: null });
  const { invoices } = await listInvoices(shop, { q: invoice.number, limit: 1 });
  expect(invoices).toMatchObject([{ baseTax: null, tax: { currency: "pln" } }]);
  expect(await textOf(await exportInvoices(shop, { q: invoice.number, by }))).toContain(",EUR,,,");
  const { unratedInvoices } = await getAttention(shop);
  expect(unratedInvoices).toMatchObject({
    count: 2,
    since: invoice.issuedAt.toISOString(),
    examples: [{ number: invoice.number }, { number: creditNote?.number }],
  });
  shop.clock.advance(30 * 24 * 60 * 60_000 + 1);
  expect((await getAttention(shop)).unratedInvoices).toEqual({ count: 0, since: null, examples: [] });
});

test("what is charged in the base currency, or has no tax, says nothing of a rate", async ({ shop }) => {
  for (const sale of [{}, { currency: "jpy", of: business }, { currency: "pln", of: business }]) {
    const [invoice] = await documentsOf(shop, await sold(shop, sale));
    if (invoice === undefined) throw new Error("There is no invoice");
    const text = pdfLines(await renderInvoice(invoice)).join("\n");
    expect(text).not.toMatch(/Tax in EUR|not stated/);
    if (sale.currency === undefined) expect(Number(invoice.baseTaxAmount)).toBe(invoice.taxAmount);
  }
  expect((await getAttention(shop)).unratedInvoices.count).toBe(0);
});

test("the EC sales list has each business with what it kept, in euros, and adds up to the tax report", async () => {
  await using shop = await openTestShop();
  await sellInAustria(shop);
  const french = { companyName: "Société des Disques", vatId: "FR40303265045" };
  await sold(shop);
  const first = await sold(shop, { of: business });
  await sold(shop, { of: business, currency: "jpy", quantity: 2 });
  await sold(shop, { of: french, currency: "pln", quantity: 1 });
  const returned = await sold(shop, { of: french });
  await refund(shop, first, 1_997);
  await refund(shop, returned, returned.totalAmount);
  const period = thisMonth(shop);
  const { rows, sums } = await getEcSalesList(shop, { period });
  const yen = 2 * 3_226 + 953; // at 161.53, 45.84 EUR
  expect(rows).toEqual([
    {
      ...{
        vatId: business.vatId,
        company: business.companyName,
        supply: "goods",
        currency: "eur",
        isConverted: true,
      },
      ...{ documents: 3, sold: first.totalAmount + Math.round(yen / 1.6153), refunded: 1_997 },
    },
    {
      ...{
        vatId: french.vatId,
        company: french.companyName,
        supply: "goods",
        currency: "eur",
        isConverted: true,
      },
      ...{ documents: 2, sold: returned.totalAmount, refunded: returned.totalAmount },
    },
    {
      ...{
        vatId: french.vatId,
        company: french.companyName,
        supply: "goods",
        currency: "pln",
        isConverted: false,
      },
      ...{ documents: 1, sold: 8_000 + 590, refunded: 0 },
    },
  ]);
  expect(sums).toEqual([
    { currency: "eur", isConverted: true, net: first.totalAmount - 1_997 + Math.round(yen / 1.6153) },
    { currency: "pln", isConverted: false, net: 8_590 },
  ]);
  const report = await getTaxReport(shop, { period });
  const exempt = report.rows.filter(({ name }) => name === "Intra-Community supply");
  const net = (currency: string) =>
    exempt
      .filter((row) => row.currency === currency)
      .reduce((sum, { soldTaxable, refundedTaxable }) => sum + soldTaxable - refundedTaxable, 0);
  expect(net("eur") + Math.round(net("jpy") / 1.6153)).toBe(sums[0]?.net);
  expect(net("pln")).toBe(sums[1]?.net);
  expect((await getEcSalesList(shop, { period: "2020-Q1" })).rows).toEqual([]);
});

test("the CSV of the EC sales list has the country's letters apart, negative amounts with all decimals, and no formulas", async () => {
  await using shop = await openTestShop();
  await sellInAustria(shop);
  const order = await sold(shop, {
    of: { companyName: '=HYPERLINK("http://evil.example")', vatId: "EL094259216" },
    quantity: 1,
  });
  const from = thisMonth(shop);
  shop.clock.advance(32 * 24 * 60 * 60_000);
  await refund(shop, order, 750);
  const head =
    "country,vat_number,company,currency,in_base_currency,documents,sold_net,refunded_net,net_supplies,supply";
  const name = `"'=HYPERLINK(""http://evil.example"")"`;
  const csv = async (period: string) =>
    (await textOf(await exportEcSalesList(shop, { period, by }))).slice(1);
  expect(await csv(from)).toBe(`${head}\r\nEL,094259216,${name},EUR,yes,1,25.87,0.00,25.87,goods\r\n`);
  expect(await csv(thisMonth(shop))).toBe(
    `${head}\r\nEL,094259216,${name},EUR,yes,1,0.00,7.50,-7.50,goods\r\n`,
  );
  const entries = await shop.db.auditEntry.findMany({
    where: { action: "tax.export_ec_sales" },
    select: { subject: true, after: true },
    orderBy: { id: "asc" },
  });
  expect(entries.map(({ subject, after }) => [subject, after])).toEqual([
    ["tax", { period: from }],
    ["tax", { period: thisMonth(shop) }],
  ]);
});
