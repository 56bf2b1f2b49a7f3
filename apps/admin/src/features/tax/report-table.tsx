import { formatMoney } from "@dualtrack/contract";
import type { TaxReportRow } from "../../server/trpc.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { placeName } from "./place-name.ts";
import { percentText } from "./tax-values.ts";

/** One row for each currency, place and rate. */
export function ReportTable({ rows, isStale }: { rows: TaxReportRow[] | null; isStale: boolean }) {
  return (
    <DataTable name="Tax by place and rate" columns={columns} rows={rows} keyOf={keyOf} isStale={isStale} />
  );
}

const keyOf = ({ currency, jurisdiction, name, rate }: TaxReportRow) =>
  `${currency} ${jurisdiction} ${name} ${rate}`;

const amount = (label: string, read: (row: TaxReportRow) => number): Column<TaxReportRow> => ({
  label,
  isNumber: true,
  width: 118,
  cell: (row) => formatMoney({ amount: read(row), currency: row.currency }),
});

const columns: Column<TaxReportRow>[] = [
  { label: "Where", isMain: true, cell: ({ jurisdiction }) => placeName(jurisdiction) },
  {
    label: "Tax",
    width: 130,
    cell: ({ name, rate }) => (name === "" ? "none collected" : `${name} ${percentText(rate)} %`),
  },
  amount("Sold, net", ({ soldTaxable }) => soldTaxable),
  amount("Its tax", ({ soldTax }) => soldTax),
  amount("Refunded, net", ({ refundedTaxable }) => refundedTaxable),
  amount("Tax of that", ({ refundedTax }) => refundedTax),
  amount("Taxable", ({ soldTaxable, refundedTaxable }) => soldTaxable - refundedTaxable),
  amount("Tax due", ({ soldTax, refundedTax }) => soldTax - refundedTax),
];
