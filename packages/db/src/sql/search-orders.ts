import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";
import { containsTerms, type Terms } from "./contains-terms.ts";

interface OrderSearchTerms {
  terms: Terms;
  limit: number;
}

/** Ids of the orders whose search document contains all terms; null if there are more than `limit`. */
export async function searchOrders(tx: Tx, { terms, limit }: OrderSearchTerms): Promise<string[] | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select order_id::text as id from order_search
    where ${containsTerms(Prisma.sql`document`, terms)}
    limit ${limit + 1}`;
  return rows.length > limit ? null : rows.map(({ id }) => id);
}
