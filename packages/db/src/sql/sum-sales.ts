import type { Tx } from "../connect.ts";
import { periodsAt, type ReportMoment, type ReportPeriod } from "./report-periods.ts";

export interface SalesSum {
  period: ReportPeriod;
  currency: string;
  /** Orders whose payment was confirmed in the period. */
  orders: number;
  /** Their totals in minor units, without deducting refunds. */
  revenue: number;
  /** Refunds created in the period, for orders of any time. A failed one counts when it is paid another way. */
  refunds: number;
  refunded: number;
  /** Taken by banks in disputes that were opened in the period and are still open. */
  disputed: number;
  /** Disputes lost in the period, returned debits included. */
  lost: number;
  /** Fees of disputes that were opened in the period, won or lost, in the account's currency. */
  disputeFees: number;
}

/** Sales, refunds and disputes of the three periods by currency; combinations without any are left out. */
export function sumSales(tx: Tx, moment: ReportMoment): Promise<SalesSum[]> {
  // Doubles are exact far beyond any shop's revenue, and arrive in JavaScript as numbers.
  return tx.$queryRaw<SalesSum[]>`
    with ${periodsAt(moment)}
    select p.name as period, s.currency, sum(s.orders)::integer as orders, sum(s.revenue)::float8 as revenue,
      sum(s.refunds)::integer as refunds, sum(s.refunded)::float8 as refunded,
      sum(s.disputed)::float8 as disputed, sum(s.lost)::float8 as lost, sum(s.fees)::float8 as "disputeFees"
    from period p cross join lateral (
      select o.currency, count(*) as orders, sum(o.total_amount) as revenue, 0 as refunds, 0 as refunded,
        0 as disputed, 0 as lost, 0 as fees
      from "order" o where o.confirmed_at >= p.starts and o.confirmed_at < p.ends group by o.currency
      union all
      select r.currency, 0, 0, count(*), sum(r.amount), 0, 0, 0
      from refund r
      where (r.state not in ('failed', 'canceled') and r.created_at >= p.starts and r.created_at < p.ends)
        or (r.state in ('failed', 'canceled') and r.paid_another_way_at >= p.starts and r.paid_another_way_at < p.ends)
      group by r.currency
      union all
      select d.currency, 0, 0, 0, 0, sum(d.amount), 0, 0
      from dispute d
      where d.opened_at >= p.starts and d.opened_at < p.ends
        and d.status in ('needs_response', 'under_review', 'appeal_needs_response', 'appeal_under_review')
      group by d.currency
      union all
      select d.currency, 0, 0, 0, 0, 0, sum(d.amount), 0
      from dispute d where d.closed_at >= p.starts and d.closed_at < p.ends and d.status = 'lost'
      group by d.currency
      union all
      select d.balance_currency, 0, 0, 0, 0, 0, 0, sum(d.fee_amount)
      from dispute d where d.opened_at >= p.starts and d.opened_at < p.ends and d.fee_amount > 0
      group by d.balance_currency
    ) s
    group by p.name, s.currency`;
}
