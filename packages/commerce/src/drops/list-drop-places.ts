import { type DropEntryState, formatOrderNumber, type ListDropPlaces } from "@dualtrack/contract";
import { type DropPlaceCursor, type DropPlaceRow, listDropPlaces } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import { partsOfCursor } from "../page-cursor.ts";
import type { Shop } from "../shop.ts";
import { checkoutName } from "../short-name.ts";

/** The places in a drop's line for staff, in its order; before a draw in the order of arrival. DROP_NOT_FOUND, CURSOR_INVALID. */
export async function listPlacesForStaff(shop: Shop, { productId, state, cursor, limit }: ListDropPlaces) {
  const { title, isDrawn } = await findLine(shop, productId);
  const rows = await listDropPlaces(shop.db, {
    ...{ productId, isDrawn, state: state ?? null },
    after: readCursor(cursor),
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    title,
    isDrawn,
    places: page.map(placeForStaff),
    nextCursor: rows.length > limit && last ? `${last.key}_${last.id}` : null,
  };
}

/** The rows of a line by pages, as they are asked for. DROP_NOT_FOUND. */
export async function pagesOfLine(
  shop: Shop,
  { productId, state, pageSize }: { productId: string; state: DropEntryState | undefined; pageSize: number },
): Promise<AsyncGenerator<DropPlaceRow[]>> {
  const { isDrawn } = await findLine(shop, productId);
  return (async function* () {
    let after: DropPlaceCursor | null = null;
    while (true) {
      const rows: DropPlaceRow[] = await listDropPlaces(shop.db, {
        ...{ productId, isDrawn, after, state: state ?? null, limit: pageSize },
      });
      yield rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < pageSize) return;
      after = last;
    }
  })();
}

/** `isDrawn`: its order will be drawn, and nobody may know it before the opening. */
async function findLine(shop: Shop, productId: string): Promise<{ title: string; isDrawn: boolean }> {
  const drop = await shop.db.drop.findUnique({
    where: { productId },
    select: { order: true, product: { select: { title: true, opensAt: true } } },
  });
  if (drop === null) throw new DomainError("DROP_NOT_FOUND", {});
  const { title, opensAt } = drop.product;
  return { title, isDrawn: drop.order === "lot" && opensAt !== null && opensAt > shop.clock.now() };
}

function placeForStaff({ id, state, place, checkoutId, checkoutState, orderNumber, ...row }: DropPlaceRow) {
  return {
    ...{ id, state, place },
    joinedAt: row.joinedAt.toISOString(),
    admittedAt: row.admittedAt?.toISOString() ?? null,
    admittedUntil: row.admittedUntil?.toISOString() ?? null,
    /** What was begun with the turn; null: nothing. */
    checkout:
      checkoutId === null || checkoutState === null
        ? null
        : { name: checkoutName(checkoutId), state: checkoutState },
    orderNumber: orderNumber === null ? null : formatOrderNumber(orderNumber),
  };
}

function readCursor(cursor: string | undefined): DropPlaceCursor | null {
  if (cursor === undefined) return null;
  const [text, id = ""] = partsOfCursor(
    cursor,
    /^([\d.e-]{1,30})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
  );
  const key = Number(text);
  if (!Number.isFinite(key)) throw new DomainError("CURSOR_INVALID", {});
  return { key, id };
}
