import type { Tx } from "../connect.ts";

export interface CurrencyGap {
  currency: string;
  kind: "product" | "shipping_method" | "discount";
  count: number;
  /** The first `limit` by name. */
  names: string[];
}

/**
 * What can't be had in a currency: published products with a variant without a price in it, active shipping methods without a rate,
 * discounts of a fixed amount without one. Prices and rates of the base currency count for each of `currencies` that `converts`;
 * amounts of discounts are never converted.
 */
export function currencyGaps(
  tx: Tx,
  {
    baseCurrency,
    currencies,
    now,
    limit,
  }: {
    baseCurrency: string;
    currencies: readonly { currency: string; converts: boolean }[];
    now: Date;
    limit: number;
  },
): Promise<CurrencyGap[]> {
  return tx.$queryRaw<CurrencyGap[]>`
    with sold as (
      select currency, place, case when converts then array[currency, ${baseCurrency}] else array[currency] end as counts
      from unnest(${currencies.map(({ currency }) => currency)}::text[],
        ${currencies.map(({ converts }) => converts)}::boolean[]) with ordinality as c(currency, converts, place)
    )
    select s.currency, g.kind, count(*)::integer as count,
      (array_agg(g.name order by g.name))[1:${limit}::integer] as names
    from sold s
    cross join lateral (
      select 'product' as kind, p.title as name from product p
      where p.published and exists (select from variant v where v.product_id = p.id and v.archived_at is null
        and not exists (select from price x where x.variant_id = v.id and x.currency = any(s.counts)))
      union all
      select 'shipping_method', concat(z.name, ': ', m.name) from shipping_method m
      join shipping_zone z on z.id = m.zone_id
      where m.is_active and not exists (
        select from shipping_rate r where r.method_id = m.id and r.currency = any(s.counts))
      union all
      select 'discount', d.name from discount d
      where d.kind = 'amount' and d.paused_at is null and (d.ends_at is null or d.ends_at > ${now})
        and not exists (select from discount_amount a
          where a.discount_id = d.id and a.currency = s.currency and a.amount is not null)
    ) g
    group by s.currency, s.place, g.kind
    order by s.place, array_position(array['product', 'shipping_method', 'discount'], g.kind)`;
}
