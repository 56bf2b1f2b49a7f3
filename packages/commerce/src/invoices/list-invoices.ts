import { formatOrderNumber, type ListInvoices } from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";
import { readCursor, writeCursor } from "../page-cursor.ts";
import type { Shop } from "../shop.ts";
import { invoiceFilter } from "./invoice-filter.ts";
import { missingInvoices } from "./issue-missing-invoices.ts";

const listedFields = {
  id: true,
  kind: true,
  number: true,
  currency: true,
  totalAmount: true,
  taxAmount: true,
  baseCurrency: true,
  baseTaxAmount: true,
  issuedAt: true,
  order: { select: { number: true, name: true } },
} as const;

/** Invoices and what corrects them, newest first. Amounts that go back are negative. CURSOR_INVALID. */
export async function listInvoices(shop: Shop, { cursor, limit, ...filter }: ListInvoices) {
  const rows = await shop.db.invoice.findMany({
    where: { AND: [await invoiceFilter(shop, filter), issuedBefore(cursor)] },
    orderBy: [{ issuedAt: "desc" }, { id: "desc" }],
    take: limit + 1,
    select: listedFields,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    invoices: page.map(({ order, currency, totalAmount, taxAmount, issuedAt, ...row }) => {
      const { baseCurrency, baseTaxAmount, ...invoice } = row;
      const sign = invoice.kind === "credit_note" ? -1 : 1;
      return {
        ...invoice,
        issuedAt: issuedAt.toISOString(),
        total: { amount: sign * totalAmount, currency },
        tax: { amount: sign * taxAmount, currency },
        /** In the base currency, if that is another one. Null: no exchange rate is known. */
        baseTax:
          baseTaxAmount === null ? null : { amount: sign * Number(baseTaxAmount), currency: baseCurrency },
        order: { number: formatOrderNumber(order.number), name: order.name },
      };
    }),
    /** Confirmed orders without an invoice: from before the shop issued them. */
    missing: cursor === undefined ? await shop.db.order.count({ where: missingInvoices }) : 0,
    nextCursor: rows.length > limit && last ? writeCursor({ at: last.issuedAt, id: last.id }) : null,
  };
}

function issuedBefore(cursor: string | undefined): Prisma.InvoiceWhereInput {
  const after = readCursor(cursor, "uuid");
  if (after === null) return {};
  const { at, id } = after;
  return { OR: [{ issuedAt: { lt: at } }, { issuedAt: at, id: { lt: id } }] };
}
