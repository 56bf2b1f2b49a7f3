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

/** Null if there is no cursor or an invalid one: the first page is shown. `ids`: the type of the rows' ids. */
export function readCursor(cursor: string | undefined, ids: "uuid" | "stripe"): PageCursor | null {
  const [, time, id] = /^(\d{1,15})\.([\w-]+)$/.exec(cursor ?? "") ?? [];
  if (time === undefined || id === undefined) return null;
  return (ids === "uuid" ? uuid : stripeId).test(id) ? { at: new Date(Number(time)), id } : null;
}
