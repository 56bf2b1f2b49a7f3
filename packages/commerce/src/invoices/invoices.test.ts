import { randomUUID } from "node:crypto";
import { updateTaxInput } from "@dualtrack/contract";
import {
  buy,
  owner as by,
  contact,
  openTestShop,
  runJobs,
  shippingAddress,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { getOrder } from "../order-views/get-order.ts";
import { orderToken } from "../orders/links.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { payRefundAnotherWay } from "../refund-actions/pay-refund-another-way.ts";
import { refundOrder } from "../refund-actions/refund-order.ts";
import { getShopSettings, readShopSettings } from "../settings/get-shop-settings.ts";
import { updateShopSettings } from "../settings/update-shop-settings.ts";
import { getTaxSettings } from "../tax/get-tax-settings.ts";
import { updateTaxSettings } from "../tax/update-tax-settings.ts";
import { transact } from "../unit-of-work.ts";
import { exportInvoices, zipInvoices } from "./export-invoices.ts";
import { getDocumentOfRefund, getInvoice, getInvoiceOfOrder } from "./get-invoice.ts";
import { insertInvoice } from "./insert-invoice.ts";
import { readInvoiceDocument } from "./invoice-document.ts";
import { invoiceSeries } from "./invoice-series.ts";
import { issueMissingInvoices, requestMissingInvoices } from "./issue-missing-invoices.ts";
import { listInvoices } from "./list-invoices.ts";
import { renderInvoice } from "./render-invoice.ts";

async function taxInAustria(shop: TestShop) {
  const { version } = await getTaxSettings(shop);
  const input = updateTaxInput.parse({
    ...{ version, taxBehavior: "inclusive", sellerCountry: "AT", isOssRegistered: false },
    ...{ engine: "table", outageRule: "use_table" },
    ...{ acceptsVatIds: true, asksVies: false, acceptsUnconfirmedVatIds: false },
    registrations: [{ country: "AT" }],
    rates: [
      {
        country: "AT",
        taxCode: "standard",
        name: "VAT",
        rate: 200_000,
        validFrom: "2020-01-01",
        validUntil: null,
      },
    ],
  });
  await updateTaxSettings(shop, { ...input, by });
}

async function bought(shop: TestShop, quantity: number) {
  const variantId = await stockedVariant(shop, { onHand: quantity, price: 1_999 });
  const order = await buy(shop, { [variantId]: quantity });
  await runJobs(shop);
  const line = await shop.db.orderLine.findFirstOrThrow({ where: { orderId: order.orderId } });
  return { ...order, lineId: line.id };
}
type Bought = Awaited<ReturnType<typeof bought>>;

async function refund(shop: TestShop, { orderId, lineId }: Bought, amount: number, quantity = 0) {
  shop.clock.advance(1_000);
  const requestId = randomUUID();
  await refundOrder(shop, {
    ...{ orderId, amount, requestId, reason: "requested_by_customer", note: "as agreed", by },
    lines: quantity === 0 ? [] : [{ orderLineId: lineId, quantity, restock: false }],
  });
  await runJobs(shop);
  return requestId;
}

/** The documents of an order in the order of issue, with the sign that they have in the books. */
async function documentsOf(shop: TestShop, { orderId }: { orderId: string }) {
  const rows = await shop.db.invoice.findMany({
    where: { orderId },
    orderBy: { id: "asc" },
    include: { taxes: true },
  });
  return rows.map(({ kind, number, totalAmount, taxAmount, document, taxes }) => {
    const sign = kind === "credit_note" ? -1 : 1;
    expect(taxes.reduce((sum, tax) => sum + tax.taxAmount, 0)).toBe(sign * taxAmount);
    return {
      kind,
      number,
      total: sign * totalAmount,
      tax: sign * taxAmount,
      ...readInvoiceDocument(document),
    };
  });
}

const sum = (amounts: number[]) => amounts.reduce((total, each) => total + each, 0);

test("a confirmed order has its invoice with everything in it, once", async ({ shop }) => {
  await taxInAustria(shop);
  const order = await bought(shop, 3);
  await syncPayment(shop, { paymentIntentId: order.paymentIntentId, track: "sync", thorough: true });
  const documents = await documentsOf(shop, order);
  const year = shop.clock.now().getUTCFullYear();
  // 3 × 19.99 contain 10.00 (9.995), 5.90 contain 0.98.
  expect(documents).toEqual([
    expect.objectContaining({
      ...{ kind: "invoice", number: `INV-${year}-00001`, total: 6_587, tax: 1_098, corrects: null },
      customer: {
        ...{ name: contact.name, email: contact.email, company: null, vatId: null },
        address: [shippingAddress.line1, "1010 Town", "Austria"],
      },
      taxes: [{ jurisdiction: "AT", name: "VAT", rate: 200_000, taxableAmount: 5_489, taxAmount: 1_098 }],
    }),
  ]);
  expect(documents[0]?.parts).toMatchObject([
    { quantity: 3, unitAmount: 1_999, totalAmount: 5_997 },
    { position: null, totalAmount: 590 },
  ]);
  for (const change of [
    "update invoice set number = 'X'",
    "delete from invoice_tax",
    "delete from invoice",
    "update invoice_tax set tax_amount = 0",
    "truncate invoice_tax",
  ])
    await expect(shop.db.$executeRawUnsafe(change)).rejects.toThrow(/append-only/);
  await expect(shop.db.$executeRaw`update invoice_series set last_number = 9`).rejects.toThrow(/no gaps/);
});

test("whatever is refunded in portions, the credit notes give back the invoice to the cent", async ({
  shop,
}) => {
  const order = await bought(shop, 3);
  await refund(shop, order, 1_999, 1);
  await refund(shop, order, 777);
  await refund(shop, order, 1_999, 1);
  await refund(shop, order, 6_587 - 2 * 1_999 - 777);
  const [invoice, ...creditNotes] = await documentsOf(shop, order);
  expect(creditNotes.map(({ total }) => total)).toEqual([-1_999, -777, -1_999, -1_812]);
  expect(creditNotes[0]).toMatchObject({
    corrects: { number: invoice?.number },
    tax: -333,
    parts: [{ quantity: 1, totalAmount: 1_999 }],
  });
  expect(sum(creditNotes.map(({ total }) => total))).toBe(-(invoice?.total ?? 0));
  expect(sum(creditNotes.map(({ tax }) => tax))).toBe(-(invoice?.tax ?? 0));
  const taxes = await shop.db.invoiceTax.groupBy({
    by: ["rate"],
    where: { invoice: { orderId: order.orderId } },
    _sum: { taxableAmount: true, taxAmount: true },
  });
  expect(taxes).toMatchObject([{ _sum: { taxableAmount: 0, taxAmount: 0 } }]);
});

test("a refund that fails after it had succeeded is reversed, and credited again when it is paid another way", async ({
  shop,
}) => {
  const order = await bought(shop, 2);
  const refundId = await refund(shop, order, 1_999, 1);
  const token = orderToken(shop, order.orderId);
  const link = (kind: string) => `http://shop.example/invoices/${token}/${kind}/${refundId}.pdf`;
  const mailed = async (key: string) =>
    (await shop.db.mail.findUniqueOrThrow({ where: { key: `${key}:${refundId}` } })).text;
  const numberOf = async (kind: "credit_note" | "reversal") =>
    (await getDocumentOfRefund(shop, { token, refundId, kind })).number;
  expect(await mailed("refund_sent")).toContain(`Credit note (PDF): ${link("credit_note")}`);
  const first = (await documentsOf(shop, order)).at(-1)?.number;
  expect(await numberOf("credit_note")).toBe(first);
  await expect(numberOf("reversal")).rejects.toMatchObject({ code: "INVOICE_NOT_FOUND" });
  const { stripeRefundId } = await shop.db.refund.findUniqueOrThrow({ where: { id: refundId } });
  await shop.outside.decideRefund(stripeRefundId, { outcome: "fail", reason: "expired_or_canceled_card" });
  const { paymentIntentId } = order;
  await syncPayment(shop, { paymentIntentId, track: "webhook", thorough: true });
  await syncPayment(shop, { paymentIntentId, track: "webhook", thorough: true });
  const kinds = async () => (await documentsOf(shop, order)).map(({ kind, total }) => [kind, total]);
  const until = [
    ["invoice", 4_588],
    ["credit_note", -1_999],
    ["reversal", 1_999],
  ];
  expect(await kinds()).toEqual(until);
  expect(await mailed("refund_failed")).toContain(`Reversal of a credit note (PDF): ${link("reversal")}`);
  expect(await numberOf("reversal")).toBe((await documentsOf(shop, order)).at(-1)?.number);
  await payRefundAnotherWay(shop, { refundId, requestId: randomUUID(), note: "bank transfer", by });
  expect(await kinds()).toEqual([...until, ["credit_note", -1_999]]);
  expect(await mailed("refund_paid_another_way")).toContain(`Credit note (PDF): ${link("credit_note")}`);
  // The link leads to the one that holds.
  expect(await numberOf("credit_note")).not.toBe(first);
  await refund(shop, order, 4_588 - 1_999);
  const documents = await documentsOf(shop, order);
  expect(sum(documents.map(({ total }) => total))).toBe(0);
  expect(sum(documents.map(({ tax }) => tax))).toBe(0);
  expect(documents[2]?.corrects?.number).toBe(documents[1]?.number);
});

test("of 50 documents at once every third is rolled back, and the numbers have no gap", async ({ shop }) => {
  const order = await bought(shop, 2);
  const refundId = await refund(shop, order, 1_999, 1);
  const { orderId } = order;
  const creditNote = await shop.db.invoice.findFirstOrThrow({ where: { orderId, kind: "credit_note" } });
  const numbers = async () => {
    const rows = await shop.db.invoice.findMany({ where: { kind: { not: "invoice" } } });
    return rows.map(({ number }) => Number(number.split("-").at(-1))).sort((a, b) => a - b);
  };
  const before = await numbers();
  const settings = await readShopSettings(shop.db);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 50 }, (_, turn) =>
      transact(shop, "sync", async (unit) => {
        await insertInvoice(unit, {
          ...{ kind: "credit_note", settings, orderId, refundId, correctsId: creditNote.correctsId },
          ...{ taxCalculationId: null, rate: { baseCurrency: "eur", rate: null }, taxRows: [] },
          taxPointAt: unit.now,
          document: readInvoiceDocument(creditNote.document),
        });
        if (turn % 3 === 0) throw new Error("rolled back");
      }),
    ),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(33);
  expect(await numbers()).toEqual(Array.from({ length: before.length + 33 }, (_, place) => place + 1));
  await expect(
    shop.db.$executeRaw`insert into invoice_series (prefix, last_number) values ('INV-', 1)`,
  ).rejects.toThrow(/number 1 of series INV- has no invoice/);
});

test("after a restore from an older dump another series goes on, as numbers of the lost days are taken", async ({
  shop,
}) => {
  const at = new Date("2026-11-29T23:30:00Z");
  const series = (timeZone: string) => invoiceSeries({ tx: shop.db }, { prefix: "INV-", at, timeZone });
  expect([await series("UTC"), await series("Pacific/Kiritimati")]).toEqual(["INV-2026-", "INV-2026-"]);
  const year = invoiceSeries(
    { tx: shop.db },
    {
      prefix: "INV-",
      at: new Date("2026-12-31T12:00:00Z"),
      timeZone: "Pacific/Kiritimati",
    },
  );
  expect(await year).toBe("INV-2027-");
  await shop.db.reconciliation.updateMany({ data: { lostUntil: new Date("2026-11-28T10:00:00Z") } });
  expect(await series("UTC")).toBe("INV-2026-R1128-");
  await shop.db.reconciliation.updateMany({ data: { lostUntil: null } });
});

const read = async (parts: AsyncIterable<string | Uint8Array>) => {
  const chunks: Buffer[] = [];
  for await (const part of parts) chunks.push(Buffer.from(part));
  return Buffer.concat(chunks);
};

test("the PDF is the same each time, whatever the settings say since, and only its order's link opens it", async ({
  shop,
}) => {
  const order = await bought(shop, 1);
  const token = orderToken(shop, order.orderId);
  const first = await getInvoiceOfOrder(shop, { token, number: null });
  const { changed: _, vatId, phone, ...settings } = await getShopSettings(shop);
  await updateShopSettings(shop, {
    ...{ ...settings, vatId: vatId ?? "", phone: phone ?? "", sellerName: "Somebody Else", by },
  });
  const again = await getInvoiceOfOrder(shop, { token, number: first.number });
  expect(first.pdf.subarray(0, 5).toString()).toBe("%PDF-");
  expect(again.pdf.equals(first.pdf)).toBe(true);
  const other = await bought(shop, 1);
  const foreign = orderToken(shop, other.orderId);
  await expect(getInvoiceOfOrder(shop, { token: foreign, number: first.number })).rejects.toMatchObject({
    code: "INVOICE_NOT_FOUND",
  });
  const refundId = await refund(shop, order, 1_999, 1);
  const ofRefund = { refundId, kind: "credit_note" as const };
  expect((await getDocumentOfRefund(shop, { token, ...ofRefund })).number).toMatch(/^CN-/);
  await expect(getDocumentOfRefund(shop, { token: foreign, ...ofRefund })).rejects.toMatchObject({
    code: "INVOICE_NOT_FOUND",
  });
  await expect(getInvoiceOfOrder(shop, { token: `${order.orderId}.x`, number: null })).rejects.toMatchObject({
    code: "ORDER_NOT_FOUND",
  });
  const mail = await shop.db.mail.findFirstOrThrow({ where: { orderId: order.orderId } });
  expect(mail.text).toContain(`Invoice (PDF): http://shop.example/invoices/${token}`);
  const view = await getOrder(shop, { orderId: order.orderId });
  expect(view.invoices.slice(0, 1)).toMatchObject([
    { number: first.number, path: `/invoices/${token}/${first.number}.pdf` },
  ]);
});

test("a name of any script is embedded with its glyphs, and a long invoice has pages", async ({ shop }) => {
  const { orderId } = await bought(shop, 1);
  const stored = await shop.db.invoice.findFirstOrThrow({ where: { orderId } });
  const document = readInvoiceDocument(stored.document);
  const plain = await renderInvoice(stored);
  const customer = { ...document.customer, name: "Łukasz Đặng 山田 太郎 김민준" };
  const named = await renderInvoice({ ...stored, document: { ...document, customer } });
  const fonts = (pdf: Buffer) => pdf.toString("latin1").match(/\/FontFile2/g)?.length ?? 0;
  expect([fonts(plain), fonts(named)]).toEqual([2, 3]);
  const parts = Array.from({ length: 100 }, () => document.parts).flat();
  const long = await renderInvoice({ ...stored, document: { ...document, parts } });
  expect(long.toString("latin1").match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(2);
});

test("staff find documents, and export them as a table and as a ZIP with an entry in the audit log", async ({
  shop,
}) => {
  const order = await bought(shop, 1);
  await refund(shop, order, 1_999, 1);
  const { number } = await getOrder(shop, order);
  const { invoices, missing } = await listInvoices(shop, { q: number, limit: 50 });
  expect(missing).toBe(0);
  expect(invoices.map(({ kind, total }) => [kind, total.amount])).toEqual([
    ["credit_note", -1_999],
    ["invoice", 2_589],
  ]);
  const newest = await listInvoices(shop, { q: number, limit: 1 });
  const older = await listInvoices(shop, { q: number, limit: 1, cursor: newest.nextCursor ?? "" });
  expect([...newest.invoices, ...older.invoices]).toEqual(invoices);
  expect(older.nextCursor).toBeNull();
  const [creditNote] = invoices;
  await expect(listInvoices(shop, { limit: 1, cursor: creditNote?.id })).rejects.toMatchObject({
    code: "CURSOR_INVALID",
  });
  const found = await listInvoices(shop, { q: creditNote?.number.toLowerCase(), limit: 50 });
  expect(found.invoices).toEqual([creditNote]);
  const csv = (await read(await exportInvoices(shop, { q: number, by }))).toString();
  expect(csv).toContain(`${creditNote?.number},credit_note,`);
  expect(csv).toContain(",-19.99,-1999,-3.33,-333,AT VAT 20%: -3.33");
  const zip = await read(await zipInvoices(shop, { q: number, by }));
  for (const each of invoices) expect(zip.includes(`${each.number}.pdf`)).toBe(true);
  expect(zip.includes(await getInvoice(shop, { number: creditNote?.number ?? "" }))).toBe(true);
  const entries = await shop.db.auditEntry.findMany({
    where: { subject: "invoices" },
    orderBy: { id: "asc" },
    select: { action: true, after: true },
  });
  expect(entries).toEqual([
    { action: "invoices.export", after: { invoices: 2, filter: { q: number } } },
    { action: "invoices.export_pdf", after: { invoices: 2, filter: { q: number } } },
  ]);
});

test("orders from before invoices get theirs once, oldest first, however often staff press and how many jobs run", async () => {
  await using shop = await openTestShop();
  const older = await Promise.all([bought(shop, 1), bought(shop, 2), bought(shop, 3)]);
  const refunded = older[1];
  if (refunded === undefined) throw new Error("There is no order");
  await refund(shop, refunded, 1_999, 1);
  // As orders are that were confirmed before there were invoices.
  await shop.db.$transaction(async (tx) => {
    await tx.$executeRaw`set local session_replication_role = replica`;
    await tx.$executeRaw`truncate tax_record, invoice_tax, invoice, invoice_series`;
  });
  const withInvoice = await bought(shop, 1);
  expect((await listInvoices(shop, { limit: 50 })).missing).toBe(3);
  for (const _ of ["one press", "another"]) await requestMissingInvoices(shop, { by });
  expect(await shop.db.auditEntry.count({ where: { action: "invoices.issue_missing" } })).toBe(2);
  await Promise.all([issueMissingInvoices(shop), issueMissingInvoices(shop), runJobs(shop)]);
  const { missing, invoices } = await listInvoices(shop, { limit: 50 });
  expect(missing).toBe(0);
  expect(invoices.map(({ kind }) => kind).sort()).toEqual(
    ["credit_note", ...Array(4).fill("invoice")].sort(),
  );
  const confirmed = await shop.db.order.findMany({
    orderBy: [{ confirmedAt: "asc" }, { number: "asc" }],
    where: { id: { not: withInvoice.orderId } },
    include: { invoices: { where: { kind: "invoice" } } },
  });
  const places = confirmed.map(({ invoices: [invoice] }) => Number(invoice?.number.split("-").at(-1)));
  expect(places).toEqual([2, 3, 4]);
  expect(
    confirmed.map(({ invoices: [invoice], totalAmount }) => invoice?.totalAmount === totalAmount),
  ).toEqual(Array(3).fill(true));
});

test("a ZIP has at most 2,000 documents: more are refused before anything is made or recorded", async () => {
  await using shop = await openTestShop();
  const { orderId } = await bought(shop, 1);
  const {
    id: correctsId,
    document,
    ...stored
  } = await shop.db.invoice.findFirstOrThrow({ where: { orderId } });
  const copies = (from: number, to: number) =>
    shop.db.$transaction(async (tx) => {
      await tx.$executeRaw`set local session_replication_role = replica`;
      await tx.invoice.createMany({
        data: Array.from({ length: to - from }, (_each, place) => ({
          ...{
            ...stored,
            document: document as object,
            number: `INV-2020-${String(from + place).padStart(5, "0")}`,
          },
          ...{ kind: "credit_note", refundId: randomUUID(), correctsId },
        })),
      });
    });
  await copies(1, 2_000);
  const whole = await zipInvoices(shop, { by });
  // Nobody downloads it; the library rejects with nothing when it is left.
  await whole[Symbol.asyncIterator]()
    .return?.()
    .catch(() => {});
  const recorded = () => shop.db.auditEntry.count({ where: { action: "invoices.export_pdf" } });
  expect(await recorded()).toBe(1);
  await copies(2_000, 2_001);
  await expect(zipInvoices(shop, { by })).rejects.toMatchObject({
    code: "INVOICES_LIMIT",
    details: { max: 2_000 },
  });
  expect(await recorded()).toBe(1);
  const fewer = await zipInvoices(shop, { by, kind: "invoice" });
  expect((await read(fewer)).includes(`${stored.number}.pdf`)).toBe(true);
});
