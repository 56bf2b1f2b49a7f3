import { DomainError } from "./domain-error.ts";

/** The last row of a page, in a list from the newest row to the oldest. */
export interface PageCursor {
  at: Date;
  id: string;
}

export function writeCursor({ at, id }: PageCursor): string {
  return `${at.getTime()}.${id}`;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const stripeId = /^\w{1,250}$/;

/** Null: there is none, for the first page. `ids`: the type of the rows' ids. CURSOR_INVALID. */
export function readCursor(cursor: string | undefined, ids: "uuid" | "stripe"): PageCursor | null {
  if (cursor === undefined) return null;
  const [time, id = ""] = partsOfCursor(cursor, /^(\d{1,15})\.([\w-]+)$/);
  if (!(ids === "uuid" ? uuid : stripeId).test(id)) throw new DomainError("CURSOR_INVALID", {});
  return { at: new Date(Number(time)), id };
}

/** The groups of a cursor of this shape. CURSOR_INVALID. */
export function partsOfCursor(cursor: string, shape: RegExp): string[] {
  const found = shape.exec(cursor);
  if (found === null) throw new DomainError("CURSOR_INVALID", {});
  return found.slice(1);
}
