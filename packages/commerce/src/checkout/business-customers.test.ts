import { randomUUID } from "node:crypto";
import {
  exemptService,
  exemptSupply,
  exportOrdersInput,
  listOrdersInput,
  updateTaxInput,
} from "@dualtrack/contract";
import {
  contact,
  digitalVariant,
  dumpShop,
  guestWith,
  openPayment,
  openTestShop,
  payAtStripe,
  pdfLines,
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
  getOrder,
  getOrderForStaff,
  getTaxSettings,
  listOrders,
  placeOrder,
  prepareCheckout,
  quoteCheckout,
  refundOrder,
  resumeCheckout,
  startCheckout,
  updateTaxSettings,
} from "../index.ts";
import { getEcSalesList } from "../invoices/get-ec-sales-list.ts";
import { readInvoiceDocument } from "../invoices/invoice-document.ts";
import { exemptionText, renderInvoice } from "../invoices/render-invoice.ts";
import { syncPayment } from "../payments/sync-payment.ts";

const by: Actor = { name: "Olga", email: "o@shop.example", role: "owner", ip: null };
const vatId = "DE136695976";
const business = { companyName: "Muster & Söhne GmbH", vatId };

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
  await shop.db.staff.create({ data: { id: "o", role: "owner", name: "Olga", email: by.email } });
  await shop.db.shopSettings.update({ where: { id: 1 }, data: { vatId: "ATU13585627" } });
});
afterAll(() => shop[Symbol.asyncDispose]());

/** A seller in Austria, with 20 % there and 19 % in Germany by the one-stop shop. VIES does not answer, if it is asked. */
async function setTax(taxBehavior: "inclusive" | "exclusive", more: object = {}) {
  const { version } = await getTaxSettings(shop);
  const input = updateTaxInput.parse({
    ...{ version, taxBehavior, sellerCountry: "AT", isOssRegistered: true },
    ...{ engine: "table", outageRule: "use_table" },
    ...{ acceptsVatIds: true, asksVies: false, acceptsUnconfirmedVatIds: false },
    registrations: [{ country: "AT" }],
    rates: [
      {
        country: "AT",
        name: "VAT",
        rate: 200_000,
        taxCode: "standard",
        validFrom: "2020-01-01",
        validUntil: null,
      },
      {
        country: "DE",
        name: "VAT",
        rate: 190_000,
        taxCode: "standard",
        validFrom: "2020-01-01",
        validUntil: null,
      },
    ],
    ...more,
  });
  await updateTaxSettings(shop, { ...input, by });
}

const inGermany = {
  line1: "1 Weg",
  line2: "",
  postalCode: "10115",
  city: "Berlin",
  state: "",
  country: "DE",
};
const inAustria = { ...inGermany, postalCode: "1010", city: "Wien", country: "AT" };

const newRecord = () => stockedVariant(shop, { onHand: 10, price: 2_400 });

/** A checkout of a record for 24.00, with 5.90 for shipping. */
async function started(bought?: string) {
  const record = bought ?? (await newRecord());
  const cartToken = await guestWith(shop, { [record]: 1 });
  const { id: checkoutId } = await startCheckout(shop, { cartToken });
  return { checkoutId, cartToken };
}

type Started = Awaited<ReturnType<typeof started>>;

const quoted = (own: Started, address: typeof inGermany, vatIdOf?: string) =>
  quoteCheckout(shop, { ...own, destination: address, vatId: vatIdOf });

interface Details {
  quoteNumber: number;
  shippingAddress: typeof inGermany;
  business?: { companyName: string; vatId?: string } | null;
}
const prepared = (own: Started, details: Details) => prepareCheckout(shop, { contact, ...own, ...details });

async function paid(own: Started, details: Details) {
  const { payment } = await openPayment(shop, { contact, ...own, ...details });
  await payAtStripe(shop, payment.paymentIntentId);
  const { orderId } = await placeOrder(shop, payment);
  await runJobs(shop);
  return { ...payment, orderId };
}

async function bought(taxBehavior: "inclusive" | "exclusive") {
  await setTax(taxBehavior);
  const own = await started();
  const { quoteNumber } = await quoted(own, inGermany, vatId);
  return paid(own, { quoteNumber, shippingAddress: inGermany, business });
}

const pdfText = async (orderId: string) => {
  const invoice = await shop.db.invoice.findFirstOrThrow({ where: { orderId, kind: "invoice" } });
  const lines = pdfLines(await renderInvoice(invoice));
  return { invoice, document: readInvoiceDocument(invoice.document), lines };
};

test.for([
  ["inclusive", 2_990, 477, 2_990],
  // 24.00 * 0.19 = 4.56; 5.90 * 0.19 = 1.12
  ["exclusive", 2_990 + 568, 568, 2_990],
] as const)(
  "prices %s: the VAT id takes the tax away at once, and without it, it is back",
  async ([behavior, taxed, tax, exempt]) => {
    await setTax(behavior);
    const own = await started();
    expect(await quoted(own, inGermany)).toMatchObject({
      total: { amount: taxed },
      tax: { amount: tax },
      vatId: null,
    });
    const without = await quoted(own, inGermany, vatId);
    expect(without).toMatchObject({
      ...{ total: { amount: exempt }, tax: { amount: 0 }, vatId: { vatId, effect: "exempt" } },
      taxes: [{ name: exemptSupply, jurisdiction: "DE", tax: { amount: 0 }, taxable: { amount: exempt } }],
    });
    const at = await quoted(own, inAustria, vatId);
    expect(at).toMatchObject({ vatId: { effect: "none" }, taxes: [{ name: "VAT", jurisdiction: "AT" }] });
    expect(await quoted(own, inGermany)).toMatchObject({ tax: { amount: tax }, vatId: null });
  },
);

test.for([["inclusive"], ["exclusive"]] as const)(
  "prices %s: order, payment, mail, invoice, CSV and search have company, VAT id and no tax",
  async ([behavior]) => {
    const { orderId, paymentIntentId } = await bought(behavior);
    expect((await shop.stripe.paymentIntents.retrieve(paymentIntentId)).amount).toBe(2_990);
    const order = await getOrder(shop, { orderId });
    expect(order).toMatchObject({ business, tax: { amount: 0 }, taxes: [{ name: exemptSupply }] });
    const staff = await getOrderForStaff(shop, { number: order.number });
    expect(staff).toMatchObject({ business, vatIdCheck: null });
    const mail = await shop.db.mail.findFirstOrThrow({ where: { orderId, kind: "order_confirmed" } });
    expect(mail.text).toMatch(/Intra-Community supply, no VAT/);
    expect(mail.text).toContain(`Bought by Muster & Söhne GmbH, VAT id ${vatId}.`);
    const { invoice, document, lines } = await pdfText(orderId);
    expect(invoice).toMatchObject({ customerVatId: vatId, taxAmount: 0, totalAmount: 2_990 });
    expect(document.customer).toMatchObject({ company: business.companyName, vatId });
    expect(document.taxes).toEqual([
      { jurisdiction: "DE", name: exemptSupply, rate: 0, taxableAmount: 2_990, taxAmount: 0 },
    ]);
    for (const drawn of [
      "VAT id ATU13585627",
      "Muster & Söhne GmbH",
      `VAT id ${vatId}`,
      "Intra-Community supply to DE, no VAT on €29.90\t€0.00",
      "Total in EUR\t€29.90",
    ])
      expect(lines).toContain(drawn);
    expect(lines.join(" ")).toContain(
      "Intra-Community supply of goods, exempt from VAT (Article 138 of Directive 2006/112/EC). Reverse charge: the recipient accounts for the VAT on the acquisition.",
    );
    let csv = "";
    for await (const part of await exportOrders(shop, { ...exportOrdersInput.parse({}), by })) csv += part;
    expect(csv).toContain(`Muster & Söhne GmbH,${vatId},`);
    for (const text of [vatId, "136695976", "muster sohne"]) {
      const { orders } = await listOrders(shop, listOrdersInput.parse({ q: text }));
      expect(
        orders.map(({ number }) => number),
        text,
      ).toContain(order.number);
    }
  },
);

test("a business at home, or without a VAT id, pays tax, and its company is on the invoice all the same", async () => {
  await setTax("inclusive");
  for (const [shippingAddress, buyer] of [
    [inAustria, business],
    [inGermany, { companyName: "Ohne Nummer" }],
  ] as const) {
    const own = await started();
    const { quoteNumber } = await quoted(own, shippingAddress);
    const { orderId } = await paid(own, { quoteNumber, shippingAddress, business: buyer });
    const order = await getOrder(shop, { orderId });
    expect(order.taxes).toMatchObject([{ name: "VAT" }]);
    const { document, lines } = await pdfText(orderId);
    expect(document.customer.company).toBe(buyer.companyName);
    expect(lines).toContain(buyer.companyName);
    expect(lines.join(" ")).not.toMatch(/Reverse charge|Article 138/);
  }
});

test.for(["inclusive", "exclusive"] as const)(
  "prices %s: a price without the VAT id is not charged to who has one, nor the other way round, before it was seen",
  async (behavior) => {
    await setTax(behavior);
    const own = await started();
    const seen = await quoted(own, inGermany);
    const refusal = {
      code: "QUOTE_CHANGED",
      details: { changes: expect.arrayContaining([expect.objectContaining({ part: "tax" })]) },
    };
    await expect(
      prepared(own, { quoteNumber: seen.quoteNumber, shippingAddress: inGermany, business }),
    ).rejects.toMatchObject(refusal);
    const { quoteNumber } = await quoted(own, inGermany, vatId);
    await expect(prepared(own, { quoteNumber, shippingAddress: inGermany })).rejects.toMatchObject(refusal);
  },
);

test("VIES silent: tax is charged and it is said; by the shop's setting the number counts, and what VIES said is kept", async () => {
  await setTax("exclusive", { asksVies: true });
  const own = await started();
  const taxed = await quoted(own, inGermany, vatId);
  expect(taxed).toMatchObject({ total: { amount: 2_990 + 568 }, vatId: { effect: "unconfirmed" } });
  await setTax("exclusive", { asksVies: true, acceptsUnconfirmedVatIds: true });
  const { quoteNumber, vatId: effect } = await quoted(own, inGermany, vatId);
  expect(effect).toEqual({ vatId, effect: "exempt" });
  const { orderId } = await paid(own, { quoteNumber, shippingAddress: inGermany, business });
  const { number } = await getOrder(shop, { orderId });
  expect(await getOrderForStaff(shop, { number })).toMatchObject({
    vatIdCheck: { outcome: "unanswered", problem: { code: "unreachable" }, consultationNumber: null },
  });
});

test("what is no VAT id is refused at its field, before anything is asked or charged", async () => {
  await setTax("exclusive", { asksVies: true });
  const own = await started();
  const refusal = { code: "DETAILS_REFUSED", details: { field: "vatId", problem: "not_a_vat_id" } };
  await expect(quoted(own, inGermany, "DE136695975")).rejects.toMatchObject(refusal);
  const { quoteNumber } = await quoted(own, inGermany);
  const wrong = { ...business, vatId: "DE136695975" };
  await expect(
    prepared(own, { quoteNumber, shippingAddress: inGermany, business: wrong }),
  ).rejects.toMatchObject(refusal);
  expect(await shop.db.checkout.findUnique({ where: { id: own.checkoutId } })).toMatchObject({
    state: "open",
    companyName: null,
  });
});

test("a stranger's checkout looks nothing up, and a shop without business customers stores nothing", async () => {
  await setTax("inclusive");
  const own = await started();
  await expect(quoted({ ...own, cartToken: "x".repeat(43) }, inGermany, "DE1")).rejects.toMatchObject({
    code: "CHECKOUT_NOT_FOUND",
  });
  await setTax("inclusive", { acceptsVatIds: false });
  const { quoteNumber, vatId: nothing } = await quoted(own, inGermany, vatId);
  expect(nothing).toBeNull();
  const { orderId } = await paid(own, { quoteNumber, shippingAddress: inGermany, business });
  expect((await getOrder(shop, { orderId })).business).toBeNull();
});

test("an order that is paid another way keeps its VAT id and its price", async () => {
  await setTax("exclusive");
  const own = await started();
  const { quoteNumber } = await quoted(own, inGermany, vatId);
  const { payment } = await openPayment(shop, {
    ...{ ...own, contact, quoteNumber, shippingAddress: inGermany, business },
  });
  await payAtStripe(shop, payment.paymentIntentId, "pm_card_visa_chargeDeclined").catch(() => {});
  const { orderId } = await placeOrder(shop, payment);
  await runJobs(shop);
  const orderToken = (await getOrder(shop, { orderId })).token;
  const resumed = await resumeCheckout(shop, { orderToken });
  const again = { ...own, orderToken, contact, shippingAddress: inGermany, quoteNumber: resumed.quoteNumber };
  const { total, taxes, business: kept } = await prepareCheckout(shop, { ...again, business: null });
  expect({ total: total.amount, taxes, kept }).toMatchObject({
    total: 2_990,
    taxes: [{ name: exemptSupply }],
    kept: business,
  });
  await expect(prepareCheckout(shop, { ...again, shippingAddress: inAustria })).rejects.toMatchObject({
    code: "ORDER_DESTINATION_FIXED",
  });
});

test("a refund of an exempt order has a credit note without tax, and a lost one is restored as it was", async () => {
  await setTax("exclusive");
  const record = await newRecord();
  const dump = await dumpShop(shop);
  const own = await started(record);
  const { quoteNumber } = await quoted(own, inGermany, vatId);
  const { orderId, paymentIntentId } = await paid(own, { quoteNumber, shippingAddress: inGermany, business });
  const ofOrder = (books: TestShop) =>
    books.db.order.findUnique({
      where: { id: orderId },
      select: { companyName: true, vatId: true, totalAmount: true, taxes: { omit: { id: true } } },
    });
  const before = await ofOrder(shop);
  await using restored = await restoreShop(shop, dump);
  await syncPayment(restored, { paymentIntentId, track: "webhook", thorough: true });
  expect(await ofOrder(restored)).toEqual(before);
  expect(before?.taxes.every(({ name }) => name === exemptSupply)).toBe(true);

  await refundOrder(shop, {
    ...{
      orderId,
      amount: 1_000,
      requestId: randomUUID(),
      reason: "requested_by_customer",
      note: "as agreed",
      by,
    },
    lines: [],
  });
  await runJobs(shop);
  const note = await shop.db.invoice.findFirstOrThrow({
    where: { orderId, kind: "credit_note" },
    include: { taxes: true },
  });
  expect(note).toMatchObject({ customerVatId: vatId, totalAmount: 1_000, taxAmount: 0 });
  expect(note.taxes).toMatchObject([{ name: exemptSupply, taxableAmount: -1_000, taxAmount: 0 }]);
});

test("goods are exempt as goods, files by reverse charge, each with its words, and the EC sales list has both apart", async () => {
  await setTax("inclusive");
  const cartToken = await guestWith(shop, {
    [await newRecord()]: 1,
    [await digitalVariant(shop, { price: 1_000 })]: 1,
  });
  const own = { checkoutId: (await startCheckout(shop, { cartToken })).id, cartToken };
  const { quoteNumber } = await quoted(own, inGermany, vatId);
  const { orderId } = await paid(own, { quoteNumber, shippingAddress: inGermany, business });
  const { document } = await pdfText(orderId);
  expect(document.taxes).toEqual(
    expect.arrayContaining([
      { jurisdiction: "DE", name: exemptSupply, rate: 0, taxableAmount: 2_990, taxAmount: 0 },
      { jurisdiction: "DE", name: exemptService, rate: 0, taxableAmount: 1_000, taxAmount: 0 },
    ]),
  );
  expect(exemptionText(document)).toMatch(/Article 138 .*Article 196 /);
  const period = shop.clock.now().toISOString().slice(0, 7);
  const services = (await getEcSalesList(shop, { period })).rows.filter(
    ({ supply }) => supply === "services",
  );
  expect(services).toMatchObject([{ vatId, sold: 1_000, refunded: 0, documents: 1 }]);
});

test("the books add up, and no VAT id stands without a company", async () => {
  expect((await auditLedger(shop)).violations).toEqual([]);
  await expect(shop.db.order.updateMany({ where: { vatId }, data: { companyName: null } })).rejects.toThrow(
    /vat_id_has_company/,
  );
});
