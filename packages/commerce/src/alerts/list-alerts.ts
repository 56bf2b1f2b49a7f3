import { isUrgent, type ListAlerts } from "@dualtrack/contract";
import type { Alert } from "@dualtrack/db";
import { readCursor, writeCursor } from "../page-cursor.ts";
import type { Shop } from "../shop.ts";
import { textOf } from "./tell-alerts.ts";

/** An alert for staff. Times are ISO instants; `since`: when it began, if that is known, else when it was noticed. */
export interface AlertView {
  id: string;
  kind: Alert["kind"];
  isUrgent: boolean;
  title: string;
  advice: string;
  /** The console's page that repairs it, without `/admin`. */
  path: string;
  examples: string[];
  openedAt: string;
  acknowledged: { by: string; at: string } | null;
  clearedAt: string | null;
}

/** The open alerts, urgent ones first, then newest first. */
export async function listOpenAlerts(shop: Shop): Promise<AlertView[]> {
  const rows = await shop.db.alert.findMany({
    where: { clearedAt: null },
    orderBy: [{ openedAt: "desc" }, { id: "desc" }],
  });
  const views = rows.map(viewOf);
  return [...views.filter((alert) => alert.isUrgent), ...views.filter((alert) => !alert.isUrgent)];
}

/** Alerts that are over, newest first; `cursor` is that of the page before. CURSOR_INVALID. */
export async function listClearedAlerts(shop: Shop, { cursor, limit }: ListAlerts) {
  const after = readCursor(cursor, "uuid");
  const rows = await shop.db.alert.findMany({
    where: {
      clearedAt: { not: null },
      ...(after === null
        ? {}
        : { OR: [{ openedAt: { lt: after.at } }, { openedAt: after.at, id: { lt: after.id } }] }),
    },
    orderBy: [{ openedAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    alerts: page.map(viewOf),
    nextCursor: rows.length > limit && last ? writeCursor({ at: last.openedAt, id: last.id }) : null,
  };
}

function viewOf(alert: Alert): AlertView {
  const { id, kind, openedAt, acknowledgedAt, acknowledgedBy, clearedAt } = alert;
  const { title, advice, path } = textOf(alert);
  const { examples } = alert.details as { examples?: string[] };
  return {
    ...{ id, kind, title, advice, path, isUrgent: isUrgent(kind), examples: examples ?? [] },
    openedAt: openedAt.toISOString(),
    acknowledged:
      acknowledgedAt === null ? null : { by: acknowledgedBy ?? "", at: acknowledgedAt.toISOString() },
    clearedAt: clearedAt?.toISOString() ?? null,
  };
}
