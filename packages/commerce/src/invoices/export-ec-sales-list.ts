import type { AuditSubject, Money } from "@dualtrack/contract";
import { stringify } from "csv-stringify/sync";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { csvFormat } from "../csv-cells.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { type EcSalesListView, getEcSalesList } from "./get-ec-sales-list.ts";

/** Records the export in the audit log, then yields the EC sales list as CSV. */
export async function exportEcSalesList(
  shop: Shop,
  { period, by }: { period: string; by: Actor },
): Promise<AsyncGenerator<string>> {
  await transactFor(shop, by, (unit) =>
    writeAudit(unit, {
      action: "tax.export_ec_sales",
      subject: "tax" satisfies AuditSubject,
      before: {},
      after: { period },
    }),
  );
  return csv(await getEcSalesList(shop, { period }));
}

async function* csv({ rows }: EcSalesListView): AsyncGenerator<string> {
  yield stringify([Object.keys(columns)], { ...csvFormat, bom: true });
  if (rows.length > 0)
    yield stringify(
      rows.map((row) => Object.values(columns).map((cell) => cell(row))),
      csvFormat,
    );
}

type Row = EcSalesListView["rows"][number];

const money =
  (read: (row: Row) => number) =>
  (row: Row): Money => ({ amount: read(row), currency: row.currency });

const columns: Record<string, (row: Row) => string | number | Money> = {
  // As returns ask for it: the country's letters apart. Greece's are EL.
  country: ({ vatId }) => vatId.slice(0, 2),
  vat_number: ({ vatId }) => vatId.slice(2),
  company: ({ company }) => company,
  currency: ({ currency }) => currency.toUpperCase(),
  // No: no exchange rate is known, so that amounts are in the currency that was charged.
  in_base_currency: ({ isConverted }) => (isConverted ? "yes" : "no"),
  documents: ({ documents }) => documents,
  sold_net: money(({ sold }) => sold),
  refunded_net: money(({ refunded }) => refunded),
  net_supplies: money(({ sold, refunded }) => sold - refunded),
  // Files count as services.
  supply: ({ supply }) => supply,
};
