import type { Tx } from "../connect.ts";

export interface UndecidedGoods {
  /** How many there are in all. */
  count: number;
  refundId: string;
  createdAt: Date;
  amount: number;
  currency: string;
  /** It was left out when the card was charged at Stripe. */
  isUncaptured: boolean;
  orderNumber: number;
}

/**
 * Refunds made at Stripe, and what was left out of a capture there, for whose goods nobody has decided whether they return to stock, the oldest first. Units that are
 * back in stock already need no decision.
 */
export function undecidedGoods(tx: Tx, { limit }: { limit: number }): Promise<UndecidedGoods[]> {
  return tx.$queryRaw<UndecidedGoods[]>`
    select (count(*) over ())::integer as count, r.id as "refundId", r.created_at as "createdAt", r.amount,
      r.currency, r.is_uncaptured as "isUncaptured", o.number as "orderNumber"
    from refund r
    join "order" o using (payment_intent_id)
    where r.is_made_at_stripe and r.goods_decided_at is null
      and (r.state not in ('failed', 'canceled') or r.paid_another_way_at is not null)
      and exists (
        select from order_line l
        left join lateral (
          select sum(rl.restocked_quantity) as for_refunds, sum(rl.quantity) filter (
            where g.state not in ('failed', 'canceled') or g.paid_another_way_at is not null) as refunded
          from refund_line rl join refund g on g.id = rl.refund_id where rl.order_line_id = l.id
        ) given on true
        left join lateral (
          select sum(m.quantity) as returned from stock_movement m
          where m.checkout_id = o.checkout_id and m.variant_id = l.variant_id and m.kind = 'return'
        ) shelf on true
        where l.order_id = o.id and l.quantity > coalesce(given.refunded, 0)
          + greatest(0, coalesce(shelf.returned, 0) - coalesce(given.for_refunds, 0)))
    order by r.created_at
    limit ${limit}`;
}
