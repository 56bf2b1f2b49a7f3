import type { AuditSubject, Money, PayoutFilter } from "@dualtrack/contract";
import type { Payout } from "@dualtrack/db";
import { stringify } from "csv-stringify/sync";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { csvFormat } from "../csv-cells.ts";
import type { PageCursor } from "../page-cursor.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { countPayouts, pageOf } from "./list-payouts.ts";

/** Rows in memory at a time. */
const pageSize = 500;

/**
 * Records the export in the audit log, then yields the payouts as CSV, the last to arrive first. Each page is read from the database when
 * the consumer asks for it.
 */
export async function exportPayouts(
  shop: Shop,
  { by, ...filter }: PayoutFilter & { by: Actor },
): Promise<AsyncGenerator<string>> {
  const payouts = await countPayouts(shop, filter);
  const usedFilter = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
  await transactFor(shop, by, (unit) =>
    writeAudit(unit, {
      action: "payouts.export",
      subject: "payouts" satisfies AuditSubject,
      before: {},
      after: { count: payouts, filter: usedFilter },
    }),
  );
  return csvPages(shop, filter);
}

async function* csvPages(shop: Shop, filter: PayoutFilter): AsyncGenerator<string> {
  yield stringify([Object.keys(columns)], { ...csvFormat, bom: true });
  let after: PageCursor | null = null;
  while (true) {
    const rows: Payout[] = await pageOf(shop, filter, { after, limit: pageSize });
    if (rows.length > 0) yield stringify(rows.map(cellsOf), csvFormat);
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = { at: last.arrivesAt, id: last.id };
  }
}

const columns: Record<string, (row: Payout) => string | number | Money> = {
  payout: ({ id }) => id,
  arrives_on: ({ arrivesAt }) => arrivesAt.toISOString().slice(0, 10),
  created_at: ({ createdAt }) => createdAt.toISOString(),
  state: ({ state }) => state,
  automatic: ({ isAutomatic }) => (isAutomatic ? "yes" : "no"),
  currency: ({ currency }) => currency.toUpperCase(),
  amount: (row) => money(row, row.amount),
  amount_minor: ({ amount }) => Number(amount),
  charges: (row) => itemized(row, row.charges),
  refunds: (row) => itemized(row, row.refunds),
  disputes: (row) => itemized(row, row.disputes),
  others: (row) => itemized(row, row.others),
  fees: (row) => itemized(row, row.fees),
  net: (row) => itemized(row, row.net),
  net_minor: ({ itemizedAt, net }) => (itemizedAt === null ? "" : Number(net)),
  transactions: ({ itemizedAt, transactions }) => (itemizedAt === null ? "" : transactions),
  not_in_books: ({ itemizedAt, unmatched }) => (itemizedAt === null ? "" : unmatched),
  failure_code: ({ failureCode }) => failureCode ?? "",
  failure_message: ({ failureMessage }) => failureMessage ?? "",
};

function money({ currency }: Payout, amount: bigint): Money {
  return { amount: Number(amount), currency };
}

function itemized(row: Payout, amount: bigint): Money | "" {
  return row.itemizedAt === null ? "" : money(row, amount);
}

function cellsOf(row: Payout) {
  return Object.values(columns).map((cell) => cell(row));
}
