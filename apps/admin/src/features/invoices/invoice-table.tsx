import { formatMoney, invoiceKindLabels } from "@dualtrack/contract";
import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ListedInvoice } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import classes from "./invoices.module.css";

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
    { label: "Tax", isNumber: true, width: 110, cell: ({ tax }) => formatMoney(tax) },
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
