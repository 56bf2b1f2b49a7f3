import type { AuditSubject, DraftOrderFilter } from "@dualtrack/contract";
import { stringify } from "csv-stringify/sync";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { csvFormat, decimal } from "../csv-cells.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { countDraftOrders, type ListedDraftOrder, listDraftOrders } from "./staff-queries.ts";

/** Rows in memory at a time. */
const pageSize = 500;

/**
 * Records the export in the audit log, then yields the draft orders as CSV, in the list's order. Each page is read from the database when the
 * consumer asks for it: one that is changed meanwhile may be missing, and none occurs twice.
 */
export async function exportDraftOrders(
  shop: Shop,
  { by, ...filter }: DraftOrderFilter & { by: Actor },
): Promise<AsyncGenerator<string>> {
  const count = await countDraftOrders(shop, filter);
  const usedFilter = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
  await transactFor(shop, by, (unit) =>
    writeAudit(unit, {
      action: "draft_orders.export",
      subject: "draft_orders" satisfies AuditSubject,
      before: {},
      after: { count, filter: usedFilter },
    }),
  );
  return csvPages(shop, filter);
}

async function* csvPages(shop: Shop, filter: DraftOrderFilter): AsyncGenerator<string> {
  yield stringify([Object.keys(columns)], { ...csvFormat, bom: true });
  let cursor: string | undefined;
  do {
    const page = await listDraftOrders(shop, { ...filter, cursor, limit: pageSize });
    if (page.draftOrders.length > 0) yield stringify(page.draftOrders.map(cellsOf), csvFormat);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

const columns: Record<string, (draft: ListedDraftOrder) => string | number> = {
  number: ({ number }) => number,
  state: ({ state }) => state,
  created_at: ({ createdAt }) => createdAt,
  created_by: ({ createdBy }) => createdBy,
  sent_at: ({ sentAt }) => sentAt ?? "",
  sent_by: ({ sentBy }) => sentBy ?? "",
  opened_at: ({ openedAt }) => openedAt ?? "",
  changed_at: ({ changedAt }) => changedAt,
  // When the reservation ends, or has ended.
  reserved_until: ({ heldUntil }) => heldUntil ?? "",
  name: ({ name }) => name ?? "",
  company: ({ companyName }) => companyName ?? "",
  email: ({ email }) => email ?? "",
  units: ({ units }) => units,
  // As the customer was asked for last; empty while it was never sent.
  currency: ({ total }) => total?.currency.toUpperCase() ?? "",
  total: ({ total }) => (total === null ? "" : decimal(total)),
  total_minor: ({ total }) => total?.amount ?? "",
  order: ({ orderNumber }) => orderNumber ?? "",
};

function cellsOf(draft: ListedDraftOrder): (string | number)[] {
  return Object.values(columns).map((cell) => cell(draft));
}
