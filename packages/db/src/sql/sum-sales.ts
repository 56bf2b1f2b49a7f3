import type { Tx } from "../connect.ts";
import { periodsAt, type ReportMoment, type ReportPeriod } from "./report-periods.ts";

/** Amounts in minor units of one currency. */
export interface SalesAmounts {
  /** Totals of the orders as charged, without deducting refunds. */
  revenue: number;
  /** Refunds created in the period, for orders of any time. A failed one counts when it is paid another way. */
  refunded: number;
  /** Taken by banks in disputes that were opened in the period and are still open. */
  disputed: number;
  /** Disputes lost in the period, returned debits included. */
  lost: number;
  /** Fees of disputes that were opened in the period, won or lost, in the account's currency. */
  disputeFees: number;
}

export interface SalesSum {
  period: ReportPeriod;
  currency: string;
  /** Orders paid in the period. */
  orders: number;
  refunds: number;
  charged: SalesAmounts;
  /** The same in the base currency, at the rate of each order; null: these orders have no rate for it. */
  base: SalesAmounts | null;
}

/**
 * Sales, refunds and disputes of the three periods by currency, those with an amount in `baseCurrency` apart from those without;
 * combinations without any are left out. Refunds of one order add up to its total in the base currency, too: each is what the sum
 * of the refunds until then comes to, without what it came to before.
 */
export async function sumSales(
  tx: Tx,
  { baseCurrency, ...moment }: ReportMoment & { baseCurrency: string },
): Promise<SalesSum[]> {
  // Doubles are exact far beyond any shop's revenue, and arrive in JavaScript as numbers.
  const rows = await tx.$queryRaw<(Omit<SalesSum, "base"> & { base: SalesAmounts; isInBase: boolean })[]>`
    with ${periodsAt(moment)},
    refunded as not materialized (
      select r.*, case when state in ('failed', 'canceled') then paid_another_way_at else created_at end as counted_at
      from refund r where not r.is_uncaptured
    ),
    moved as (
      select p.name as period, s.*
      from period p cross join lateral (
        select 'revenue' as kind, o.currency, o.total_amount - o.uncaptured_amount as amount,
          base_amount(o.total_amount - o.uncaptured_amount, o.currency, o.base_currency, o.exchange_rate, ${baseCurrency}) as base
        from "order" o where o.paid_at >= p.starts and o.paid_at < p.ends
        union all
        select 'refunded', r.currency, r.amount,
          base_amount(earlier.amount + r.amount, r.currency, c.base_currency, c.exchange_rate, ${baseCurrency})
          - base_amount(earlier.amount, r.currency, c.base_currency, c.exchange_rate, ${baseCurrency})
        from refund due
        join refunded r on r.id = due.id
        join payment paid on paid.payment_intent_id = r.payment_intent_id
        join checkout c on c.id = paid.checkout_id
        cross join lateral (
          select coalesce(sum(e.amount), 0) as amount from refunded e
          where e.payment_intent_id = r.payment_intent_id and (e.counted_at, e.id) < (r.counted_at, r.id)
        ) earlier
        where (due.state not in ('failed', 'canceled') and due.created_at >= p.starts and due.created_at < p.ends)
          or (due.state in ('failed', 'canceled')
            and due.paid_another_way_at >= p.starts and due.paid_another_way_at < p.ends)
        union all
        select case d.status when 'lost' then 'lost' else 'disputed' end, d.currency, d.amount,
          base_amount(d.amount, d.currency, c.base_currency, c.exchange_rate, ${baseCurrency})
        from dispute d
        join payment paid on paid.payment_intent_id = d.payment_intent_id
        join checkout c on c.id = paid.checkout_id
        where (d.opened_at >= p.starts and d.opened_at < p.ends
            and d.status in ('needs_response', 'under_review', 'appeal_needs_response', 'appeal_under_review'))
          or (d.closed_at >= p.starts and d.closed_at < p.ends and d.status = 'lost')
        union all
        select 'fee', d.balance_currency, d.fee_amount, base_amount(d.fee_amount, d.balance_currency, c.base_currency,
          case when d.balance_currency = d.currency then c.exchange_rate end, ${baseCurrency})
        from dispute d
        join payment paid on paid.payment_intent_id = d.payment_intent_id
        join checkout c on c.id = paid.checkout_id
        where d.opened_at >= p.starts and d.opened_at < p.ends and d.fee_amount > 0
      ) s
    ),
    summed as (
      select period, currency, base is not null as "isInBase", kind, count(*) as rows, sum(amount) as amount, sum(base) as base
      from moved group by 1, 2, 3, 4
    )
    select period, currency, "isInBase",
      coalesce(sum(rows) filter (where kind = 'revenue'), 0)::integer as orders,
      coalesce(sum(rows) filter (where kind = 'refunded'), 0)::integer as refunds,
      json_build_object(
        'revenue', coalesce(sum(amount) filter (where kind = 'revenue'), 0),
        'refunded', coalesce(sum(amount) filter (where kind = 'refunded'), 0),
        'disputed', coalesce(sum(amount) filter (where kind = 'disputed'), 0),
        'lost', coalesce(sum(amount) filter (where kind = 'lost'), 0),
        'disputeFees', coalesce(sum(amount) filter (where kind = 'fee'), 0)) as charged,
      json_build_object(
        'revenue', coalesce(sum(base) filter (where kind = 'revenue'), 0),
        'refunded', coalesce(sum(base) filter (where kind = 'refunded'), 0),
        'disputed', coalesce(sum(base) filter (where kind = 'disputed'), 0),
        'lost', coalesce(sum(base) filter (where kind = 'lost'), 0),
        'disputeFees', coalesce(sum(base) filter (where kind = 'fee'), 0)) as base
    from summed group by 1, 2, 3`;
  return rows.map(({ isInBase, base, ...row }) => ({ ...row, base: isInBase ? base : null }));
}
