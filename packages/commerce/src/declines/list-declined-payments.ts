import type { DeclineFilter, ListDeclines } from "@dualtrack/contract";
import { countDeclines, listDeclines } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { declineSqlFilter } from "./decline-sql-filter.ts";
import { type DeclineView, declineView } from "./decline-view.ts";

/** Tries to pay that were refused, newest first; a page follows the time and the id of the last one. */
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

/** The most that are told of one checkout. */
const mostOfCheckout = 50;

/** What was refused of one checkout, however long ago; newest first. */
export async function declinesOfCheckout(shop: Shop, checkoutId: string): Promise<DeclineView[]> {
  const ever = new Date(0);
  const rows = await listDeclines(shop.db, { since: ever, checkoutId, after: null, limit: mostOfCheckout });
  return rows.map(declineView);
}

/** How many there are in a filtered list. */
export async function countDeclinesOf(shop: Shop, filter: DeclineFilter): Promise<number> {
  return countDeclines(shop.db, await declineSqlFilter(shop, filter));
}

/** Null: there is none, or one that makes no sense, and the page is the first. */
function readCursor(cursor: string | undefined): { at: Date; id: string } | null {
  const [, time, id] = /^(\d{1,15})\.([\w:]{1,520})$/.exec(cursor ?? "") ?? [];
  return time === undefined || id === undefined ? null : { at: new Date(Number(time)), id };
}
