import type { Tx } from "../connect.ts";

export interface ScarceStock {
  /** How many variants there are in all of the same kind (sold out, or low). */
  count: number;
  isSoldOut: boolean;
  sku: string;
  title: string;
  /** Units that are neither sold nor reserved. */
  free: number;
}

/** Published variants that are sold out or low: the first `limit` of each kind, the scarcest first. */
export function scarceStock(tx: Tx, { limit }: { limit: number }): Promise<ScarceStock[]> {
  return tx.$queryRaw<ScarceStock[]>`
    with scarce as (
      select s.on_hand - s.reserved as free, v.sku, concat_ws(', ', p.title, nullif(v.title, '')) as title
      from stock_level s
      join variant v on v.id = s.variant_id
      join product p on p.id = v.product_id
      where p.published and v.archived_at is null and v.tracks_stock and s.on_hand - s.reserved <= s.low_stock_threshold
    ),
    ranked as (
      select *, free <= 0 as "isSoldOut", (count(*) over (partition by free <= 0))::integer as count,
        row_number() over (partition by free <= 0 order by free, sku) as rank
      from scarce
    )
    select count, "isSoldOut", sku, title, free from ranked where rank <= ${limit} order by "isSoldOut" desc, rank`;
}
