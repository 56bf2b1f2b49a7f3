import type { Tx } from "../connect.ts";

export interface DiscountFigures {
  discountId: string;
  currency: string;
  reserved: number;
  committed: number;
  /** Totals of the orders with a committed use, in minor units. */
  revenue: number;
  /** Of these totals what has a rate for the base currency, in its minor units. */
  baseRevenue: number;
  /** The others, as charged. */
  revenueWithoutRate: number;
}

/** How often discounts are used, and what orders with them have brought, by discount and currency. */
export function discountFigures(
  tx: Tx,
  { discountIds, baseCurrency }: { discountIds: readonly string[]; baseCurrency: string },
): Promise<DiscountFigures[]> {
  return tx.$queryRaw<DiscountFigures[]>`
    select u.discount_id as "discountId", c.currency,
      (count(*) filter (where u.state = 'reserved'))::integer as reserved,
      (count(*) filter (where u.state = 'committed'))::integer as committed,
      coalesce(sum(o.total_amount - o.uncaptured_amount) filter (where u.state = 'committed'), 0)::float8 as revenue,
      coalesce(sum(b.amount) filter (where u.state = 'committed'), 0)::float8 as "baseRevenue",
      coalesce(sum(o.total_amount - o.uncaptured_amount) filter (where u.state = 'committed' and b.amount is null), 0)::float8
        as "revenueWithoutRate"
    from discount_use u
    join checkout c on c.id = u.checkout_id
    left join "order" o on o.checkout_id = c.id
    cross join lateral base_amount(o.total_amount - o.uncaptured_amount, o.currency, o.base_currency, o.exchange_rate, ${baseCurrency}) b (amount)
    where u.discount_id = any(${discountIds}::uuid[]) and u.state in ('reserved', 'committed')
    group by u.discount_id, c.currency
    order by u.discount_id, c.currency`;
}
