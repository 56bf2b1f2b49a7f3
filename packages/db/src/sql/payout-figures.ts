import type { Tx } from "../connect.ts";

export interface BalanceFigures {
  currency: string;
  charges: number;
  refunds: number;
  disputes: number;
  others: number;
  fees: number;
  net: number;
}

/** What came into Stripe's balance and left it in a period, by currency, payouts aside; both ends are bounds. */
export function balanceFigures(
  tx: Tx,
  { since, until }: { since: Date; until: Date },
): Promise<BalanceFigures[]> {
  return tx.$queryRaw<BalanceFigures[]>`
    select currency,
      coalesce(sum(amount) filter (where category = 'charge'), 0)::float8 as charges,
      coalesce(sum(amount) filter (where category = 'refund'), 0)::float8 as refunds,
      coalesce(sum(amount) filter (where category = 'dispute'), 0)::float8 as disputes,
      coalesce(sum(amount) filter (where category in ('fee', 'other')), 0)::float8 as others,
      sum(fee)::float8 as fees, sum(net)::float8 as net
    from balance_transaction
    where created_at >= ${since}::timestamptz and created_at < ${until}::timestamptz
      and category not in ('payout', 'payout_reversal')
    group by currency order by currency`;
}

export interface ArrivedFigures {
  currency: string;
  arrived: number;
  underway: number;
}

/** What arrived at the bank in a period, and what is on its way now, by currency. */
export function arrivedFigures(
  tx: Tx,
  { since, until }: { since: Date; until: Date },
): Promise<ArrivedFigures[]> {
  return tx.$queryRaw<ArrivedFigures[]>`
    select currency, coalesce(sum(arrived), 0)::float8 as arrived, coalesce(sum(underway), 0)::float8 as underway
    from (
      select currency, amount as arrived, 0 as underway from payout
      where state = 'paid' and arrives_at >= ${since}::timestamptz and arrives_at < ${until}::timestamptz
      union all
      select currency, 0, amount from payout where state in ('pending', 'in_transit')
    ) as p
    group by currency order by currency`;
}

export interface FailedPayout {
  /** How many there are in all. */
  count: number;
  id: string;
  amount: number;
  currency: string;
  createdAt: Date;
}

/** Payouts that the bank did not take, and since when no later one of their currency has arrived; the oldest first. */
export function failedPayouts(tx: Tx, { limit }: { limit: number }): Promise<FailedPayout[]> {
  return tx.$queryRaw<FailedPayout[]>`
    select (count(*) over ())::integer as count, f.id, f.amount::float8 as amount, f.currency, f.created_at as "createdAt"
    from payout f
    where f.state = 'failed' and not exists (
      select from payout later
      where later.currency = f.currency and later.created_at > f.created_at and later.state = 'paid'
    )
    order by f.created_at limit ${limit}`;
}
