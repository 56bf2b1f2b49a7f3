import type { Tx } from "../connect.ts";

/**
 * What one unit of the base currency costs in each of these currencies, as a decimal in digits, by currency; those without a known
 * rate are left out. A currency that the shop sells in has the source that staff have set; another one that of the feed.
 */
export async function exchangeRatesOf(
  tx: Tx,
  { currencies, baseCurrency }: { currencies: readonly string[]; baseCurrency: string },
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.$queryRaw<{ currency: string; rate: string }[]>`
    select wanted.currency, known.rate::text as rate
    from unnest(${currencies}::text[]) as wanted (currency)
    left join offered_currency o on o.currency = wanted.currency
    cross join lateral (
      select 1 as rank, 1::numeric as rate where wanted.currency = ${baseCurrency}
      union all
      select 2, round(target.rate / base.rate, 10)
        from feed_rate_of(wanted.currency) target, feed_rate_of(${baseCurrency}) base
        where coalesce(o.rate_source = 'feed', true)
      union all
      (select 3, rate from exchange_rate
        where origin = 'manual' and base_currency = ${baseCurrency} and currency = wanted.currency
        order by as_of desc, id desc limit 1)
      order by rank limit 1
    ) known
    where known.rate > 0`;
  return new Map(rows.map(({ currency, rate }) => [currency, rate]));
}
