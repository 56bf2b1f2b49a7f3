import {
  type AuditSubject,
  type DiscrepancyFilter,
  formatOrderNumber,
  type Money,
} from "@dualtrack/contract";
import type { Discrepancy } from "@dualtrack/db";
import { stringify } from "csv-stringify/sync";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { csvFormat } from "../csv-cells.ts";
import type { PageCursor } from "../page-cursor.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { countDiscrepancies, pageOf } from "./list-discrepancies.ts";

/** Rows in memory at a time. */
const pageSize = 500;

/**
 * Records the export in the audit log, then yields the discrepancies as CSV, newest first. Each page is read from the database when the
 * consumer asks for it.
 */
export async function exportDiscrepancies(
  shop: Shop,
  { by, ...filter }: DiscrepancyFilter & { by: Actor },
): Promise<AsyncGenerator<string>> {
  const discrepancies = await countDiscrepancies(shop, filter);
  const usedFilter = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
  await transactFor(shop, by, (unit) =>
    writeAudit(unit, {
      action: "discrepancies.export",
      subject: "discrepancies" satisfies AuditSubject,
      before: {},
      after: { count: discrepancies, filter: usedFilter },
    }),
  );
  return csvPages(shop, filter);
}

async function* csvPages(shop: Shop, filter: DiscrepancyFilter): AsyncGenerator<string> {
  yield stringify([Object.keys(columns)], { ...csvFormat, bom: true });
  let after: PageCursor | null = null;
  while (true) {
    const rows: Discrepancy[] = await pageOf(shop, filter, { after, limit: pageSize });
    if (rows.length > 0) yield stringify(rows.map(cellsOf), csvFormat);
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = { at: last.foundAt, id: last.id };
  }
}

const columns: Record<string, (row: Discrepancy) => string | number | Money> = {
  found_at: ({ foundAt }) => foundAt.toISOString(),
  kind: ({ kind }) => kind,
  state: ({ state }) => state,
  order: ({ orderNumber: number }) => (number === null ? "" : formatOrderNumber(number)),
  currency: ({ currency }) => currency?.toUpperCase() ?? "",
  in_books: ({ expectedAmount, currency }) => money(expectedAmount, currency),
  in_books_minor: ({ expectedAmount }) => expectedAmount ?? "",
  at_stripe: ({ actualAmount, actualCurrency }) => money(actualAmount, actualCurrency),
  at_stripe_minor: ({ actualAmount }) => actualAmount ?? "",
  at_stripe_currency: ({ actualCurrency }) => actualCurrency?.toUpperCase() ?? "",
  units: ({ units }) => units ?? "",
  stripe_payment: ({ paymentIntentId }) => paymentIntentId ?? "",
  subject: ({ subject }) => subject,
  seen_at: ({ seenAt }) => seenAt.toISOString(),
  resolved_at: ({ resolvedAt }) => resolvedAt?.toISOString() ?? "",
  resolved_by: ({ resolvedBy }) => resolvedBy ?? "",
  note: ({ note }) => note ?? "",
};

function money(amount: number | null, currency: string | null): Money | "" {
  return amount === null || currency === null ? "" : { amount, currency };
}

function cellsOf(row: Discrepancy) {
  return Object.values(columns).map((cell) => cell(row));
}
