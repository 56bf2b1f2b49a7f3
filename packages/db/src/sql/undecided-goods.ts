import type { Tx } from "../connect.ts";

export interface UndecidedGoods {
  /** How many there are in all. */
  count: number;
  refundId: string;
  createdAt: Date;
  amount: number;
  currency: string;
  orderNumber: number;
}

/** Refunds made at Stripe of whose goods nobody has said where they are, the oldest first. */
export function undecidedGoods(tx: Tx, { limit }: { limit: number }): Promise<UndecidedGoods[]> {
  return tx.$queryRaw<UndecidedGoods[]>`
    select (count(*) over ())::integer as count, r.id as "refundId", r.created_at as "createdAt", r.amount,
      r.currency, o.number as "orderNumber"
    from refund r
    join "order" o using (payment_intent_id)
    where r.is_made_at_stripe and r.goods_decided_at is null and r.state not in ('failed', 'canceled')
      and exists (
        select from order_line l
        where l.order_id = o.id and l.quantity > (
          select coalesce(sum(given.quantity), 0) from refund_line given join refund g on g.id = given.refund_id
          where given.order_line_id = l.id and g.state not in ('failed', 'canceled')))
    order by r.created_at
    limit ${limit}`;
}
