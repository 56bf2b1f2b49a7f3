import type { Tx } from "../connect.ts";
import type { ReportMoment } from "./report-periods.ts";

export interface DayOfSales {
  /** E.g. 2026-03-29. */
  day: string;
  orders: number;
  /** Of the orders that have a rate for the base currency, in its minor units. */
  revenue: number;
}

/** Paid orders of the last `days` days, today last; days without orders are included. */
export function salesByDay(
  tx: Tx,
  { now, timeZone, baseCurrency, days }: ReportMoment & { baseCurrency: string; days: number },
): Promise<DayOfSales[]> {
  return tx.$queryRaw<DayOfSales[]>`
    with clock as (select (${now}::timestamptz at time zone ${timeZone}::text)::date as today),
    sold as (
      select (o.paid_at at time zone ${timeZone}::text)::date as day, count(*) as orders,
        sum(base_amount(o.total_amount - o.uncaptured_amount, o.currency, o.base_currency, o.exchange_rate, ${baseCurrency})) as revenue
      from "order" o
      where o.paid_at >= (select (today - ${days - 1}::integer)::timestamp at time zone ${timeZone}::text from clock)
        and o.paid_at <= ${now}::timestamptz
      group by 1
    )
    select to_char(day, 'YYYY-MM-DD') as day, coalesce(orders, 0)::integer as orders,
      coalesce(revenue, 0)::float8 as revenue
    from clock, generate_series(0, ${days - 1}::integer) as back, lateral (select today - back as day) as calendar
    left join sold using (day)
    order by day`;
}
