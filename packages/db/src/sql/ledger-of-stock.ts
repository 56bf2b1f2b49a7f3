import type { Tx } from "../connect.ts";

// Invariants of stock: each function answers the rows that violate one. They only read.

/** Stock levels below zero, or with more reserved than on hand. */
export function impossibleStock(tx: Tx) {
  return tx.$queryRaw<{ variant_id: string; on_hand: number; reserved: number }[]>`
    select variant_id, on_hand, reserved from stock_level
    where on_hand < 0 or reserved < 0 or reserved > on_hand`;
}

/** Stock levels that are not the sum of their movements. */
export function unexplainedStock(tx: Tx) {
  return tx.$queryRaw<{ variant_id: string; on_hand: number; movements: number }[]>`
    select s.variant_id, s.on_hand, coalesce(m.total, 0)::integer as movements from stock_level s
    left join (select variant_id, sum(quantity) as total from stock_movement group by 1) m using (variant_id)
    where s.on_hand <> coalesce(m.total, 0)`;
}

/** Stock levels whose reserved units are not the sum of the open reservations. */
export function unexplainedReserved(tx: Tx) {
  return tx.$queryRaw<{ variant_id: string; reserved: number; held: number }[]>`
    select s.variant_id, s.reserved, coalesce(r.total, 0)::integer as held from stock_level s
    left join (select variant_id, sum(quantity) as total from reservation where state = 'held' group by 1) r
    using (variant_id) where s.reserved <> coalesce(r.total, 0)`;
}

/** Lines of confirmed orders whose units were not taken from stock exactly once; of what stock does not limit, not at all. */
export function wronglySoldLines(tx: Tx) {
  return tx.$queryRaw<{ number: number; variant_id: string; quantity: number; sold: number }[]>`
    select o.number, l.variant_id, l.quantity, coalesce(m.sold, 0)::integer as sold
    from "order" o join order_line l on l.order_id = o.id
    left join (select checkout_id, variant_id, -sum(quantity) as sold from stock_movement
               where kind = 'sell' group by 1, 2) m
      on m.checkout_id = o.checkout_id and m.variant_id = l.variant_id
    where o.state in ('confirmed', 'completed') and coalesce(m.sold, 0) <> case when l.tracks_stock then l.quantity else 0 end`;
}

/** Units that were taken from stock for a checkout without a paid order. */
export function salesWithoutOrder(tx: Tx) {
  return tx.$queryRaw<{ checkout_id: string; variant_id: string; quantity: number }[]>`
    select m.checkout_id, m.variant_id, m.quantity from stock_movement m
    where m.kind = 'sell' and not exists (
      select from "order" o where o.checkout_id = m.checkout_id and o.payment_state <> 'unpaid')`;
}
