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

/**
 * What changes too often to be kept in memory: for all customers who look at the catalogue at a time, in one statement. It is sent so
 * often that its arrays are written here: Prisma takes twice as long for the whole call otherwise.
 */
export async function lookAtCatalog(
  tx: Tx,
  { variantIds, tokenHashes }: { variantIds: readonly string[]; tokenHashes: readonly string[] },
): Promise<CatalogLookRow> {
  const rows = await tx.$queryRaw<(Omit<CatalogLookRow, "visitors"> & Partial<CatalogLookRow>)[]>`
    select c.version::text,
      coalesce((
        select json_object_agg(s.variant_id, s.on_hand - s.reserved order by s.variant_id)
        from stock_level s where s.variant_id = any(${arrayOf(variantIds)}::text::uuid[])
      ), '{}')::text as free
      ${tokenHashes.length === 0 ? Prisma.empty : selectVisitors(tokenHashes)}
    from catalog_version c`;
  const [row] = rows;
  if (row === undefined) throw new Error("The catalogue has no version");
  return { visitors: [], ...row };
}

function selectVisitors(tokenHashes: readonly string[]): Prisma.Sql {
  return Prisma.sql`, coalesce((
    select json_agg(json_build_object(
      'tokenHash', visitor.hash,
      'currency', (select currency from cart where token_hash = visitor.hash),
      'reserved', ${selectReserved(Prisma.sql`visitor.hash`)}))
    from unnest(${arrayOf(tokenHashes)}::text::text[]) visitor(hash)
  ), '[]') as visitors`;
}

/** PostgreSQL's text of an array; ids and hashes need no quotes in it. */
function arrayOf(plain: readonly string[]): string {
  return `{${plain.join(",")}}`;
}
