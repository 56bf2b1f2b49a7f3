import type { Tx } from "../connect.ts";

type Rows = Record<string, unknown>[];

/** Payouts whose transactions do not add up to what arrives. */
export function wronglySummedPayouts(tx: Tx): Promise<Rows> {
  return tx.$queryRaw`
    select p.id, p.amount::float8 as amount, coalesce(s.net, 0)::float8 as "sum", p.currency
    from payout p
      left join (
        select payout_id, sum(net) as net from balance_transaction where category <> 'payout' group by payout_id
      ) as s on s.payout_id = p.id
    where p.itemized_at is not null and (p.amount <> coalesce(s.net, 0) or p.net <> coalesce(s.net, 0))
    order by p.id`;
}

/**
 * Charges and refunds that were booked at Stripe with another amount than here. What was exchanged is not compared; what was
 * authorized and never captured moves no money there.
 */
export function wronglyBookedBalances(tx: Tx): Promise<Rows> {
  return tx.$queryRaw`
    select b.id, p.payment_intent_id as "paymentIntent", b.amount::float8 as "atStripe", c.captured as "inBooks"
    from balance_transaction b join payment p on p.payment_intent_id = b.payment_intent_id
      cross join lateral (
        select p.amount_received - coalesce(sum(r.amount), 0)::integer as captured
        from refund r where r.payment_intent_id = p.payment_intent_id and r.is_uncaptured
      ) as c
    where b.category = 'charge' and b.exchange_rate is null and b.type in ('charge', 'payment')
      and p.status = 'succeeded' and (b.amount <> c.captured or b.currency <> p.currency)
    union all
    select b.id, r.payment_intent_id, b.amount::float8, -r.amount
    from balance_transaction b join refund r on r.stripe_refund_id = b.source_id
    where b.category = 'refund' and b.exchange_rate is null and b.amount < 0
      and (b.amount <> -r.amount or b.currency <> r.currency)
    order by 1`;
}
