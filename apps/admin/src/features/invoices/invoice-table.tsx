import { formatMoney, invoiceKindLabels } from "@dualtrack/contract";
import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ListedInvoice } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import classes from "./invoices.module.css";

/** Below it what it is in the base currency, if that is another one. */
function Tax({ tax, baseTax }: Pick<ListedInvoice, "tax" | "baseTax">) {
  if (baseTax?.currency === tax.currency || tax.amount === 0) return formatMoney(tax);
  return (
    <span>
      {formatMoney(tax)}
      <span className={classes.base}>{baseTax === null ? "no rate known" : formatMoney(baseTax)}</span>
    </span>
  );
}

/** Invoices and what corrects them; the number opens the PDF. */
export function InvoiceTable({
  rows,
  now,
  isStale,
}: {
  rows: ListedInvoice[] | null;
  now: number;
  isStale: boolean;
}) {
  const columns: Column<ListedInvoice>[] = [
    {
      label: "Number",
      isMain: true,
      width: 190,
      cell: ({ number }) => (
        <Anchor href={`/invoices/staff/${number}.pdf`} target="_blank" rel="noreferrer" size="sm">
          {number}
        </Anchor>
      ),
    },
    { label: "Kind", width: 170, cell: ({ kind }) => invoiceKindLabels[kind] },
    { label: "Issued", width: 110, cell: ({ issuedAt }) => <Ago at={issuedAt} now={now} /> },
    {
      label: "Order",
      width: 110,
      cell: ({ order }) => (
        <Link to="/orders/$number" params={{ number: order.number }} state={{ fromList: true }}>
          {order.number}
        </Link>
      ),
    },
    {
      label: "Customer",
      cell: ({ order }) => order.name ?? <span className={classes.dim}>Not known</span>,
    },
    { label: "Tax", isNumber: true, width: 130, cell: (row) => <Tax {...row} /> },
    { label: "Total", isNumber: true, width: 120, cell: ({ total }) => formatMoney(total) },
  ];
  return (
    <DataTable
      name="Invoices"
      columns={columns}
      rows={rows}
      keyOf={({ number }) => number}
      isStale={isStale}
    />
  );
}
