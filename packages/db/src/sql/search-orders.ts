import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";
import { escapeLike } from "./escape-like.ts";

interface OrderSearchTerms {
  /** Each term is a list of texts, one of which an order's document must contain. */
  terms: readonly (readonly string[])[];
  limit: number;
}

/** Ids of the orders whose document contains all terms; null when there are more than `limit`. */
export async function searchOrders(tx: Tx, { terms, limit }: OrderSearchTerms): Promise<string[] | null> {
  // Written out one by one: PostgreSQL asks a trigram index for `like`, and not for `like any`.
  const conditions = terms.map((texts) => {
    const contains = texts.map((text) => Prisma.sql`document like ${`%${escapeLike(text)}%`}`);
    return Prisma.sql`(${Prisma.join(contains, " or ")})`;
  });
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select order_id::text as id from order_search
    where ${Prisma.join(conditions, " and ")}
    limit ${limit + 1}`;
  return rows.length > limit ? null : rows.map(({ id }) => id);
}
