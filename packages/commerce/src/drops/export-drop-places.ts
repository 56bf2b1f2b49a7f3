import { type ExportDropPlaces, formatOrderNumber } from "@dualtrack/contract";
import type { DropPlaceRow } from "@dualtrack/db";
import { stringify } from "csv-stringify/sync";
import { csvFormat } from "../csv-cells.ts";
import type { Shop } from "../shop.ts";
import { checkoutName } from "../short-name.ts";
import { pagesOfLine } from "./list-drop-places.ts";

/** Rows in memory at a time. */
const pageSize = 500;

/**
 * The places in a drop's line as CSV, in its order. Each page is read from the database when the consumer asks for it. Nobody is named
 * in it, so the audit log does not say who took it along. DROP_NOT_FOUND.
 */
export async function exportDropPlaces(
  shop: Shop,
  { productId, state }: ExportDropPlaces,
): Promise<AsyncGenerator<string>> {
  const pages = await pagesOfLine(shop, { productId, state, pageSize });
  return (async function* () {
    yield stringify([Object.keys(columns)], { ...csvFormat, bom: true });
    for await (const rows of pages) if (rows.length > 0) yield stringify(rows.map(cellsOf), csvFormat);
  })();
}

const columns: Record<string, (row: DropPlaceRow) => string | number> = {
  place: ({ place }) => place ?? "",
  state: ({ state }) => state,
  joined_at: ({ joinedAt }) => joinedAt.toISOString(),
  turn_from: ({ admittedAt }) => admittedAt?.toISOString() ?? "",
  turn_until: ({ admittedUntil }) => admittedUntil?.toISOString() ?? "",
  checkout: ({ checkoutId }) => (checkoutId === null ? "" : checkoutName(checkoutId)),
  checkout_state: ({ checkoutState }) => checkoutState ?? "",
  order: ({ orderNumber }) => (orderNumber === null ? "" : formatOrderNumber(orderNumber)),
};

function cellsOf(row: DropPlaceRow): (string | number)[] {
  return Object.values(columns).map((cellOf) => cellOf(row));
}
