import type { Tx } from "../connect.ts";
import type { Terms } from "./contains-terms.ts";
import { catalogHas } from "./search-catalog.ts";

export interface ListedStockLevel {
  variantId: string;
  productId: string;
  productTitle: string;
  artist: string;
  variantTitle: string;
  sku: string;
  isArchived: boolean;
  onHand: number;
  reserved: number;
  lowStockThreshold: number;
}

interface StockLevelFilter {
  /** Searched in titles, artist and SKU; empty for all. */
  terms: Terms;
  show: "all" | "low" | "out";
  sort: "product" | "free" | "held" | "on_hand";
  limit: number;
  offset: number;
}

/**
 * Variants that stock limits, with it. `low`: at most the variant's threshold is free; `out`: nothing is free. An archived variant,
 * or one that stock no longer limits, is listed while it has units on hand.
 */
export function listStockLevels(
  tx: Tx,
  { terms, show, sort, limit, offset }: StockLevelFilter,
): Promise<ListedStockLevel[]> {
  return tx.$queryRaw<ListedStockLevel[]>`
    select v.id as "variantId", p.id as "productId", p.title as "productTitle", p.artist, v.title as "variantTitle",
      v.sku, v.archived_at is not null as "isArchived", coalesce(s.on_hand, 0) as "onHand",
      coalesce(s.reserved, 0) as reserved, coalesce(s.low_stock_threshold, 5) as "lowStockThreshold"
    from variant v
    join product p on p.id = v.product_id
    left join stock_level s on s.variant_id = v.id
    where ((v.archived_at is null and v.tracks_stock) or s.on_hand > 0)
      and ${catalogHas(terms)}
      and case ${show}
        when 'low' then s.on_hand - s.reserved between 1 and s.low_stock_threshold
        when 'out' then coalesce(s.on_hand - s.reserved, 0) <= 0
        else true
      end
    order by
      case ${sort} when 'free' then coalesce(s.on_hand - s.reserved, 0) end,
      case ${sort} when 'held' then s.reserved when 'on_hand' then s.on_hand end desc nulls last,
      p.title, p.id, v.position, v.id
    limit ${limit} offset ${offset}`;
}

/** The number of variants in each list, for the same search. */
export async function countStockLevels(
  tx: Tx,
  { terms }: { terms: Terms },
): Promise<{ all: number; low: number; out: number }> {
  const [row] = await tx.$queryRaw<[{ all: number; low: number; out: number }]>`
    select count(*)::integer as "all",
      (count(*) filter (where s.on_hand - s.reserved between 1 and s.low_stock_threshold))::integer as low,
      (count(*) filter (where coalesce(s.on_hand - s.reserved, 0) <= 0))::integer as "out"
    from variant v
    join product p on p.id = v.product_id
    left join stock_level s on s.variant_id = v.id
    where ((v.archived_at is null and v.tracks_stock) or s.on_hand > 0)
      and ${catalogHas(terms)}`;
  return row;
}
