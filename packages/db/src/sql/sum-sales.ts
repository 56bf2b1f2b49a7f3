import type { Tx } from "../connect.ts";
import { periodsAt, type ReportMoment, type ReportPeriod } from "./report-periods.ts";

export interface SalesSum {
  period: ReportPeriod;
  currency: string;
  /** Orders whose payment was confirmed in the period. */
  orders: number;
  /** Their totals, in minor units, refunds not taken off. */
  revenue: number;
  /** Refunds decided in the period, whenever their orders were. */
  refunds: number;
  refunded: number;
}

/** Sales and refunds of the three periods by currency; periods and currencies without any are left out. */
export function sumSales(tx: Tx, moment: ReportMoment): Promise<SalesSum[]> {
  // Doubles are exact far beyond any shop's revenue, and reach JavaScript as numbers.
  return tx.$queryRaw<SalesSum[]>`
    with ${periodsAt(moment)}
    select p.name as period, s.currency, sum(s.orders)::integer as orders, sum(s.revenue)::float8 as revenue,
      sum(s.refunds)::integer as refunds, sum(s.refunded)::float8 as refunded
    from period p cross join lateral (
      select o.currency, count(*) as orders, sum(o.total_amount) as revenue, 0 as refunds, 0 as refunded
      from "order" o where o.confirmed_at >= p.starts and o.confirmed_at < p.ends group by o.currency
      union all
      select r.currency, 0, 0, count(*), sum(r.amount)
      from refund r
      where r.created_at >= p.starts and r.created_at < p.ends and r.state not in ('failed', 'canceled')
      group by r.currency
    ) s
    group by p.name, s.currency`;
}
