import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";
import { containsTerms, type Terms } from "./contains-terms.ts";

/** Whether the titles, artist, slug and SKU of variant `v` of product `p` contain all terms. */
export function catalogHas(terms: Terms): Prisma.Sql {
  const document = Prisma.sql`catalog_search_document(p.title, p.artist, p.slug, v.title, v.sku)`;
  return containsTerms(document, terms);
}

/** The products and variants that contain all terms; products without variants included. */
export async function searchCatalog(
  tx: Tx,
  terms: Terms,
): Promise<{ productIds: string[]; variantIds: string[] }> {
  const rows = await tx.$queryRaw<{ productId: string; variantId: string | null }[]>`
    select p.id::text as "productId", v.id::text as "variantId"
    from product p left join variant v on v.product_id = p.id
    where ${catalogHas(terms)}`;
  return {
    productIds: [...new Set(rows.map(({ productId }) => productId))],
    variantIds: rows.flatMap(({ variantId }) => variantId ?? []),
  };
}
