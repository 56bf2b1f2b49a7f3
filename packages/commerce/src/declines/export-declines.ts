import { type AuditSubject, type DeclineFilter, formatOrderNumber } from "@dualtrack/contract";
import { countDeclines, type DeclineRow, type DeclineSqlFilter, listDeclines } from "@dualtrack/db";
import { stringify } from "csv-stringify/sync";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { csvFormat, decimal } from "../csv-cells.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { declineSqlFilter } from "./decline-sql-filter.ts";

/** Rows in memory at a time. */
const pageSize = 500;

/**
 * Records the export in the audit log, then yields the declined payments as CSV, newest first. Each page is read from the
 * database when the consumer asks for it.
 */
export async function exportDeclines(
  shop: Shop,
  { by, ...filter }: DeclineFilter & { by: Actor },
): Promise<AsyncGenerator<string>> {
  const sqlFilter = await declineSqlFilter(shop, filter);
  const declines = await countDeclines(shop.db, sqlFilter);
  const usedFilter = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
  await transactFor(shop, by, (unit) =>
    writeAudit(unit, {
      action: "declines.export",
      subject: "declined_payments" satisfies AuditSubject,
      before: {},
      after: { declines, filter: usedFilter },
    }),
  );
  return csvPages(shop, sqlFilter);
}

async function* csvPages(shop: Shop, filter: DeclineSqlFilter): AsyncGenerator<string> {
  yield stringify([Object.keys(columns)], { ...csvFormat, bom: true });
  let after: { at: Date; id: string } | null = null;
  while (true) {
    const rows: DeclineRow[] = await listDeclines(shop.db, { ...filter, after, limit: pageSize });
    if (rows.length > 0) yield stringify(rows.map(cellsOf), csvFormat);
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = { at: last.failedAt, id: last.id };
  }
}

const columns: Record<string, (row: DeclineRow) => string | number> = {
  failed_at: ({ failedAt }) => failedAt.toISOString(),
  name: ({ name }) => name ?? "",
  email: ({ email }) => email ?? "",
  currency: ({ currency }) => currency.toUpperCase(),
  amount: (row) => decimal(row),
  amount_minor: ({ amount }) => amount,
  reason: ({ reason }) => reason,
  code: ({ code }) => code,
  method: ({ methodType }) => methodType ?? "",
  method_label: ({ methodLabel }) => methodLabel ?? "",
  last4: ({ methodLast4 }) => methodLast4 ?? "",
  country: ({ methodCountry }) => methodCountry ?? "",
  fingerprint: ({ fingerprint }) => fingerprint ?? "",
  address: ({ clientIp }) => clientIp ?? "",
  order: ({ orderNumber: number }) => (number === null ? "" : formatOrderNumber(number)),
  order_state: ({ orderState }) => orderState ?? "",
  stripe_payment: ({ paymentIntentId }) => paymentIntentId,
  stripe_attempt: ({ id }) => id,
};

function cellsOf(row: DeclineRow): (string | number)[] {
  return Object.values(columns).map((cell) => cell(row));
}
