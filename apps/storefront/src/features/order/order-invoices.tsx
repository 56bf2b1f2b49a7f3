import { invoiceKindLabels } from "@dualtrack/contract";
import { formatDay } from "../../messages.ts";
import type { OrderView } from "../../server/trpc.ts";

/** The order's invoice and credit notes as PDF. Nothing until it is confirmed. */
export function OrderInvoices({ order: { invoices } }: { order: OrderView }) {
  if (invoices.length === 0) return null;
  return (
    <section aria-labelledby="invoices-heading">
      <h2 id="invoices-heading" className="mb-3 text-xl">
        {invoices.length === 1 ? "Invoice" : "Invoices"}
      </h2>
      <ul className="grid gap-2">
        {invoices.map(({ kind, number, issuedAt, path }) => (
          <li key={number}>
            <a href={path} target="_blank" rel="noreferrer" className="text-ink underline underline-offset-4">
              {invoiceKindLabels[kind]} {number} (PDF)
            </a>
            <span className="block text-sm text-soft">{formatDay(issuedAt)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
