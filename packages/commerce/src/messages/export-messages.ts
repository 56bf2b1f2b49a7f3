import {
  type AuditSubject,
  formatMessageNumber,
  formatOrderNumber,
  type MessageFilter,
} from "@dualtrack/contract";
import { stringify } from "csv-stringify/sync";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { csvFormat } from "../csv-cells.ts";
import type { PageCursor } from "../page-cursor.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { countMessages, type ListedMessage, pageOf } from "./list-messages.ts";

/** Rows in memory at a time. */
const pageSize = 500;

/** Records the export in the audit log, then yields the messages as CSV, newest first. Each page is read when the consumer asks for it. */
export async function exportMessages(
  shop: Shop,
  { by, ...filter }: MessageFilter & { by: Actor },
): Promise<AsyncGenerator<string>> {
  const count = await countMessages(shop, filter);
  const usedFilter = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
  await transactFor(shop, by, (unit) =>
    writeAudit(unit, {
      action: "messages.export",
      subject: "messages" satisfies AuditSubject,
      before: {},
      after: { count, filter: usedFilter },
    }),
  );
  return csvPages(shop, filter);
}

async function* csvPages(shop: Shop, filter: MessageFilter): AsyncGenerator<string> {
  yield stringify([Object.keys(columns)], { ...csvFormat, bom: true });
  let after: PageCursor | null = null;
  while (true) {
    const rows: ListedMessage[] = await pageOf(shop, filter, { after, limit: pageSize });
    if (rows.length > 0) yield stringify(rows.map(cellsOf), csvFormat);
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = { at: last.createdAt, id: last.id };
  }
}

const columns: Record<string, (row: ListedMessage) => string> = {
  message: ({ number }) => formatMessageNumber(number),
  received_at: ({ createdAt }) => createdAt.toISOString(),
  reason: ({ reason }) => reason,
  state: ({ state }) => state,
  email: ({ email }) => email,
  order: ({ order }) => (order === null ? "" : formatOrderNumber(order.number)),
  order_as_written: ({ orderText }) => orderText ?? "",
  text: ({ text }) => text,
  answered_at: ({ answers: [last] }) => last?.createdAt.toISOString() ?? "",
  answered_by: ({ answers: [last] }) => last?.staffName ?? "",
  closed_by: ({ closedBy }) => closedBy ?? "",
};

function cellsOf(row: ListedMessage): string[] {
  return Object.values(columns).map((cell) => cell(row));
}
