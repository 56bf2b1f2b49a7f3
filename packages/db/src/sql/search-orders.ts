import type { Tx } from "../connect.ts";

/**
 * Ids of the orders that have `text` in their e-mail address, name or a product's title; null when one of the three
 * finds more than `limit`. Three statements in one, as each has a trigram index of its own: PostgreSQL uses none of
 * them for an `or` across two tables.
 */
export async function searchOrders(
  tx: Tx,
  { text, limit }: { text: string; limit: number },
): Promise<string[] | null> {
  const pattern = containing(text);
  const atMost = limit + 1;
  const rows = await tx.$queryRaw<{ id: string; place: number }[]>`
    (select id::text, 1 as place from "order" where email ilike ${pattern} limit ${atMost})
    union all
    (select id::text, 2 from "order" where name ilike ${pattern} limit ${atMost})
    union all
    (select order_id::text, 3 from order_line where product_title ilike ${pattern} limit ${atMost})`;
  const foundIn = (place: number) => rows.filter((row) => row.place === place).length;
  if ([1, 2, 3].some((place) => foundIn(place) > limit)) return null;
  return [...new Set(rows.map(({ id }) => id))];
}

/** A pattern for `like` that finds `text` itself, also when it has signs that mean something to `like`. */
function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
