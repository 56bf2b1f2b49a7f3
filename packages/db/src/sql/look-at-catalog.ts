import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";
import { selectReserved } from "./read-cart.ts";

/** What the catalogue shows one customer alone. */
export interface CatalogVisitorRow {
  tokenHash: string;
  /** Of their cart; null: they have none. */
  currency: string | null;
  /** Units that their own live checkouts have reserved, by variant. Those of placed orders are not included. */
  reserved: { variantId: string; quantity: number }[];
}

export interface CatalogLookRow {
  /** Another one whenever what is shown has changed, except for stock. */
  version: string;
  /** JSON: the free units of each of the variants that has stock. */
  free: string;
  visitors: CatalogVisitorRow[];
}

/** What changes too often to be kept in memory: for all customers who look at the catalogue at a time, in one statement. */
export async function lookAtCatalog(
  tx: Tx,
  { variantIds, tokenHashes }: { variantIds: readonly string[]; tokenHashes: readonly string[] },
): Promise<CatalogLookRow> {
  const [row] = await tx.$queryRaw<CatalogLookRow[]>`
    select c.version::text,
      coalesce((
        select json_object_agg(s.variant_id, s.on_hand - s.reserved order by s.variant_id)
        from stock_level s where s.variant_id = any(${variantIds}::uuid[])
      ), '{}')::text as free,
      coalesce((
        select json_agg(json_build_object(
          'tokenHash', visitor.hash,
          'currency', (select currency from cart where token_hash = visitor.hash),
          'reserved', ${selectReserved(Prisma.sql`visitor.hash`)}))
        from unnest(${tokenHashes}::text[]) visitor(hash)
      ), '[]') as visitors
    from catalog_version c`;
  if (row === undefined) throw new Error("The catalogue has no version");
  return row;
}
