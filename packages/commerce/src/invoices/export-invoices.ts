import {
  type AuditAction,
  type AuditSubject,
  formatOrderNumber,
  type InvoiceFilter,
  type Money,
  maxZippedInvoices,
} from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";
import { makeZip } from "client-zip";
import { stringify } from "csv-stringify/sync";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { csvFormat, decimal } from "../csv-cells.ts";
import { dayOf } from "../day-in-zone.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { readInvoiceDocument } from "./invoice-document.ts";
import { countInvoices, invoiceFilter } from "./invoice-filter.ts";
import { renderInvoice } from "./render-invoice.ts";

/** Rows in memory at a time. */
const pageSize = 200;

type Exported = Prisma.InvoiceGetPayload<{ include: typeof exportedRows }>;
const exportedRows = { order: { select: { number: true } } } as const;

/** Records the export in the audit log, then yields the documents as CSV, oldest first; amounts that go back are negative. */
export async function exportInvoices(
  shop: Shop,
  { by, ...filter }: InvoiceFilter & { by: Actor },
): Promise<AsyncGenerator<string>> {
  await recordExport(shop, { action: "invoices.export", filter, by });
  return csvPages(shop, filter);
}

/**
 * Records the export in the audit log, then yields a ZIP file with the PDF of each document, oldest first. A PDF is made when the
 * consumer asks for it, so one is in memory at a time. INVOICES_LIMIT.
 */
export async function zipInvoices(
  shop: Shop,
  { by, ...filter }: InvoiceFilter & { by: Actor },
): Promise<AsyncIterable<Uint8Array>> {
  if ((await countInvoices(shop, filter)) > maxZippedInvoices)
    throw new DomainError("INVOICES_LIMIT", { max: maxZippedInvoices });
  await recordExport(shop, { action: "invoices.export_pdf", filter, by });
  return makeZip(pdfs(shop, filter));
}

async function recordExport(
  shop: Shop,
  {
    action,
    filter,
    by,
  }: { action: Extract<AuditAction, `invoices.export${string}`>; filter: InvoiceFilter; by: Actor },
): Promise<void> {
  const invoices = await countInvoices(shop, filter);
  const used = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
  await transactFor(shop, by, (unit) =>
    writeAudit(unit, {
      action,
      subject: "invoices" satisfies AuditSubject,
      before: {},
      after: { invoices, filter: used },
    }),
  );
}

async function* pagesOf(shop: Shop, filter: InvoiceFilter): AsyncGenerator<Exported[]> {
  const where = await invoiceFilter(shop, filter);
  let last: string | undefined;
  while (true) {
    const page: Exported[] = await shop.db.invoice.findMany({
      where,
      orderBy: [{ issuedAt: "asc" }, { id: "asc" }],
      ...(last === undefined ? {} : { cursor: { id: last }, skip: 1 }),
      take: pageSize,
      include: exportedRows,
    });
    yield page;
    if (page.length < pageSize) return;
    last = page.at(-1)?.id;
  }
}

async function* pdfs(shop: Shop, filter: InvoiceFilter) {
  for await (const page of pagesOf(shop, filter))
    for (const invoice of page)
      yield {
        name: `${invoice.number}.pdf`,
        lastModified: invoice.issuedAt,
        input: await renderInvoice(invoice),
      };
}

async function* csvPages(shop: Shop, filter: InvoiceFilter): AsyncGenerator<string> {
  yield stringify([Object.keys(columns)], { ...csvFormat, bom: true });
  for await (const page of pagesOf(shop, filter))
    if (page.length > 0)
      yield stringify(
        page.map((row) => cellsOf(shop, row)),
        csvFormat,
      );
}

interface CsvRow {
  invoice: Exported;
  document: ReturnType<typeof readInvoiceDocument>;
  /** -1: it goes back to the customer. */
  sign: 1 | -1;
  taxedOn: string;
}

const columns: Record<string, (row: CsvRow) => string | number | Money> = {
  number: ({ invoice }) => invoice.number,
  kind: ({ invoice }) => invoice.kind,
  issued_on: ({ document }) => document.issuedOn,
  tax_point: ({ taxedOn }) => taxedOn,
  corrects: ({ document }) => document.corrects?.number ?? "",
  order: ({ invoice }) => formatOrderNumber(invoice.order.number),
  customer: ({ document }) => document.customer.name ?? "",
  currency: ({ invoice }) => invoice.currency.toUpperCase(),
  total: ({ invoice, sign }) => ({ amount: sign * invoice.totalAmount, currency: invoice.currency }),
  total_minor: ({ invoice, sign }) => sign * invoice.totalAmount,
  tax: ({ invoice, sign }) => ({ amount: sign * invoice.taxAmount, currency: invoice.currency }),
  tax_minor: ({ invoice, sign }) => sign * invoice.taxAmount,
  tax_by_rate: ({ invoice: { currency }, document: { taxes }, sign }) =>
    taxes
      .map(({ jurisdiction, name, rate, taxAmount }) => {
        const tax = decimal({ amount: sign * taxAmount, currency });
        return `${jurisdiction} ${name} ${rate / 10_000}%: ${tax}`;
      })
      .join("; "),
  // At the order's rate, which is what one unit of the base currency cost; empty where none is known.
  base_currency: ({ invoice }) => invoice.baseCurrency.toUpperCase(),
  exchange_rate: ({ invoice }) => invoice.exchangeRate?.toFixed() ?? "",
  tax_base: ({ invoice: { baseTaxAmount, baseCurrency }, sign }) =>
    baseTaxAmount === null ? "" : { amount: sign * Number(baseTaxAmount), currency: baseCurrency },
  vat_id: ({ invoice }) => invoice.customerVatId ?? "",
};

function cellsOf(shop: Shop, invoice: Exported): (string | number | Money)[] {
  const row: CsvRow = {
    invoice,
    document: readInvoiceDocument(invoice.document),
    sign: invoice.kind === "credit_note" ? -1 : 1,
    taxedOn: dayOf(invoice.taxPointAt, shop.settings.timeZone),
  };
  return Object.values(columns).map((cell) => cell(row));
}
