import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";

// Invariants of refunds and returned goods: each function answers the rows that violate one. They only read.

/** Refund `r` failed and was not paid another way. */
const hasFailed = Prisma.sql`(r.state in ('failed', 'canceled') and r.paid_another_way_at is null)`;

/** The units of each order line by what happened to them. */
const pieces = Prisma.sql`
  piece as (
    select o.id as order_id, o.number, o.state, o.payment_state, o.checkout_id, l.id as line_id, l.kind, l.variant_id, l.quantity as bought,
      coalesce(g.refunded, 0) as refunded, coalesce(g.for_refunds, 0) as for_refunds,
      coalesce(g.may_return, 0) as may_return, coalesce(s.returned, 0) as returned,
      coalesce(s.by_shop, 0) as by_shop
    from "order" o join order_line l on l.order_id = o.id
    left join (
      select rl.order_line_id,
        sum(rl.quantity) filter (where not ${hasFailed}) as refunded,
        sum(rl.restocked_quantity) as for_refunds,
        sum(rl.quantity) filter (where rl.restock and (r.state = 'succeeded' or exists (
          select from order_event e where e.kind = 'refund_succeeded' and e.stripe_id = r.stripe_refund_id
        ))) as may_return
      from refund_line rl join refund r on r.id = rl.refund_id group by 1
    ) g on g.order_line_id = l.id
    left join (
      select checkout_id, variant_id, sum(quantity) as returned,
        -- Minus what was taken out again. Older versions restocked with these reasons before the refund succeeded.
        sum(quantity) filter (where quantity < 0 or staff_name is null
          and reason is distinct from 'Refunded' and reason is distinct from 'Order cancelled') as by_shop
      from stock_movement where kind = 'return' group by 1, 2
    ) s on s.checkout_id = o.checkout_id and s.variant_id = l.variant_id
  ),
  given as (
    select o.id as order_id, coalesce(sum(r.amount), 0) >= max(p.amount_received)
      and max(p.amount_received) > 0 and count(r.goods_decided_by) = 0 as all_money
    from "order" o join payment p on p.payment_intent_id = o.payment_intent_id and p.status = 'succeeded'
    left join refund r on r.payment_intent_id = p.payment_intent_id and not ${hasFailed}
    group by o.id
  )`;

/** Lines of successful refunds with restocking whose units are not all back in stock. */
export function goodsNotBack(tx: Tx) {
  return tx.$queryRaw<
    { refund: string; order_line_id: string; quantity: number; restocked_quantity: number }[]
  >`
    select r.id as refund, rl.order_line_id, rl.quantity, rl.restocked_quantity
    from refund_line rl join refund r on r.id = rl.refund_id
    where (r.state = 'succeeded' or r.paid_another_way_at is not null)
      and rl.restock and rl.restocked_quantity <> rl.quantity`;
}

/** Lines of failed refunds whose units count as back in stock. */
export function goodsBackForNothing(tx: Tx) {
  return tx.$queryRaw<{ refund: string; order_line_id: string; restocked_quantity: number }[]>`
    select r.id as refund, rl.order_line_id, rl.restocked_quantity
    from refund_line rl join refund r on r.id = rl.refund_id
    where ${hasFailed} and rl.restocked_quantity <> 0`;
}

/** Lines whose returned units do not match the stock movements. */
export function unexplainedReturns(tx: Tx) {
  return tx.$queryRaw<
    { number: number; variant_id: string; bought: number; returned: number; for_refunds: number }[]
  >`
    with ${pieces} select number, variant_id, bought::integer, returned::integer,
      for_refunds::integer
    from piece where returned not between 0 and bought or for_refunds > returned`;
}

/** Lines whose units were restocked automatically for a refund that never succeeded; an authorization that ended returns them, too. */
export function unapprovedReturns(tx: Tx) {
  return tx.$queryRaw<{ number: number; variant_id: string; by_shop: number; may_return: number }[]>`
    with ${pieces} select number, variant_id, by_shop::integer, may_return::integer
    from piece where by_shop > case when payment_state = 'released' then bought else may_return end`;
}

/** Orders whose fulfilment state does not follow from their shipments. A confirmed order of files or booked time is delivered without any. */
export function wrongFulfilments(tx: Tx) {
  return tx.$queryRaw<{ number: number; fulfilment_state: string; parcels: number; delivered: number }[]>`
    select o.number, o.fulfilment_state::text, count(s.id)::integer as parcels,
      count(s.delivered_at)::integer as delivered
    from "order" o left join shipment s on s.order_id = o.id and s.withdrawn_at is null
    group by o.id having ((o.fulfilment_state in ('unfulfilled', 'not_required')) <> (count(s.id) = 0)
        and not (o.fulfilment_state = 'delivered' and o.confirmed_at is not null and exists (
          select from order_line l where l.order_id = o.id and l.kind in ('digital', 'service'))))
      or (o.fulfilment_state = 'delivered' and count(s.delivered_at) < count(s.id))`;
}

/** Orders that are `unfulfilled` though nothing is to be delivered, or `not_required` though something is. */
export function wronglyNotRequired(tx: Tx) {
  return tx.$queryRaw<{ number: number; state: string; fulfilment_state: string }[]>`
    with ${pieces}
    select o.number, o.state::text, o.fulfilment_state::text
    from "order" o left join given g on g.order_id = o.id
    where o.fulfilment_state in ('unfulfilled', 'not_required')
      and (o.fulfilment_state = 'not_required') <> (
        o.state in ('failed', 'cancelled') or coalesce(g.all_money, false) or not exists (
          select from piece p where p.order_id = o.id and (p.kind not in ('digital', 'service') or o.confirmed_at is null)
            and p.bought > p.refunded + greatest(0, p.returned - p.for_refunds)))`;
}
