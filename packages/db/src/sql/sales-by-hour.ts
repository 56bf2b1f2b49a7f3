import type { Tx } from "../connect.ts";
import type { ReportMoment } from "./report-periods.ts";

export interface HourOfSales {
  day: "today" | "yesterday";
  /** 0 to 23 in local time; an hour that occurs twice counts as one. */
  hour: number;
  orders: number;
  /** Of the orders that have a rate for the base currency, in its minor units. */
  revenue: number;
}

/** Paid orders of today and yesterday by hour; hours without orders are left out. */
export function salesByHour(
  tx: Tx,
  { now, timeZone, baseCurrency }: ReportMoment & { baseCurrency: string },
): Promise<HourOfSales[]> {
  return tx.$queryRaw<HourOfSales[]>`
    with clock as (select date_trunc('day', ${now}::timestamptz at time zone ${timeZone}::text) as today)
    select case when local >= today then 'today' else 'yesterday' end as day,
      extract(hour from local)::integer as hour, count(*)::integer as orders,
      coalesce(sum(base_amount(total_amount - uncaptured_amount, currency, base_currency, exchange_rate, ${baseCurrency})), 0)::float8 as revenue
    from clock, "order" o, lateral (select o.paid_at at time zone ${timeZone}::text as local) as moment
    where o.paid_at >= (select (today - interval '1 day') at time zone ${timeZone}::text from clock)
      and o.paid_at <= ${now}::timestamptz
    group by 1, 2`;
}
