import type { AuditSubject, Money } from "@dualtrack/contract";
import { stringify } from "csv-stringify/sync";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { csvFormat } from "../csv-cells.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { getTaxReport, type TaxReportView } from "./get-tax-report.ts";

/** Records the export in the audit log, then yields the report as CSV. */
export async function exportTaxReport(
  shop: Shop,
  { period, by }: { period: string; by: Actor },
): Promise<AsyncGenerator<string>> {
  await transactFor(shop, by, (unit) =>
    writeAudit(unit, {
      action: "tax.export",
      subject: "tax" satisfies AuditSubject,
      before: {},
      after: { period },
    }),
  );
  return csv(await getTaxReport(shop, { period }));
}

async function* csv({ rows }: TaxReportView): AsyncGenerator<string> {
  yield stringify([Object.keys(columns)], { ...csvFormat, bom: true });
  if (rows.length > 0) yield stringify(rows.map(cellsOf), csvFormat);
}

type Row = TaxReportView["rows"][number];

const money =
  (read: (row: Row) => number) =>
  (row: Row): Money => ({ amount: read(row), currency: row.currency });

const columns: Record<string, (row: Row) => string | number | Money> = {
  currency: ({ currency }) => currency.toUpperCase(),
  jurisdiction: ({ jurisdiction }) => jurisdiction,
  tax: ({ name }) => name,
  percent: ({ rate }) => rate / 10_000,
  one_stop_shop: ({ isOneStopShop }) => (isOneStopShop ? "yes" : "no"),
  sold_taxable: money(({ soldTaxable }) => soldTaxable),
  sold_tax: money(({ soldTax }) => soldTax),
  refunded_taxable: money(({ refundedTaxable }) => refundedTaxable),
  refunded_tax: money(({ refundedTax }) => refundedTax),
  net_taxable: money(({ soldTaxable, refundedTaxable }) => soldTaxable - refundedTaxable),
  net_tax: money(({ soldTax, refundedTax }) => soldTax - refundedTax),
};

function cellsOf(row: Row): (string | number | Money)[] {
  return Object.values(columns).map((cell) => cell(row));
}
