import type { DeclineFilter, ListDeclines } from "@dualtrack/contract";
import { countDeclines, listDeclines } from "@dualtrack/db";
import { partsOfCursor } from "../page-cursor.ts";
import type { Shop } from "../shop.ts";
import { declineSqlFilter } from "./decline-sql-filter.ts";
import { type DeclineView, declineView } from "./decline-view.ts";

/** Declined attempts to pay, newest first. The cursor is time and id of the last one. CURSOR_INVALID. */
export async function listDeclinedPayments(shop: Shop, { cursor, limit, ...filter }: ListDeclines) {
  const after = readCursor(cursor);
  const rows = await listDeclines(shop.db, {
    ...(await declineSqlFilter(shop, filter)),
    after,
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    declines: page.map(declineView),
    nextCursor: rows.length > limit && last ? `${last.failedAt.getTime()}.${last.id}` : null,
  };
}

/** The most declined attempts that an order's page shows. */
const maxOfCheckout = 50;

/** All declined attempts of a checkout, newest first. */
export async function declinesOfCheckout(shop: Shop, checkoutId: string): Promise<DeclineView[]> {
  const ever = new Date(0);
  const rows = await listDeclines(shop.db, { since: ever, checkoutId, after: null, limit: maxOfCheckout });
  return rows.map(declineView);
}

/** The number of declined attempts that match a filter. */
export async function countDeclinesOf(shop: Shop, filter: DeclineFilter): Promise<number> {
  return countDeclines(shop.db, await declineSqlFilter(shop, filter));
}

/** Null: there is none, for the first page. CURSOR_INVALID. */
function readCursor(cursor: string | undefined): { at: Date; id: string } | null {
  if (cursor === undefined) return null;
  const [time, id = ""] = partsOfCursor(cursor, /^(\d{1,15})\.([\w:]{1,520})$/);
  return { at: new Date(Number(time)), id };
}
