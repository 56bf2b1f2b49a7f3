import type { Tx } from "../connect.ts";

// Invariants of booked time: each function answers the rows that violate one. They only read.

/** Bookings that exclude each other, or are together more than their places. */
export function timeBookedTwice(tx: Tx) {
  return tx.$queryRaw<{ resource_id: string; starts_at: Date }[]>`
    select a.resource_id, a.starts_at from booking a
    where a.state in ('held', 'confirmed') and (
      exists (
        select from booking b
        where b.resource_id = a.resource_id and b.id > a.id and b.state in ('held', 'confirmed')
          and tstzrange(b.busy_from, b.busy_until) && tstzrange(a.busy_from, a.busy_until)
          and (b.product_id, b.starts_at) <> (a.product_id, a.starts_at)
      ) or (
        select sum(b.quantity) from booking b
        where b.resource_id = a.resource_id and b.product_id = a.product_id and b.starts_at = a.starts_at
          and b.state in ('held', 'confirmed')
      ) > (
        select max(b.capacity) from booking b
        where b.resource_id = a.resource_id and b.product_id = a.product_id and b.starts_at = a.starts_at
          and b.state in ('held', 'confirmed')
      )
    )`;
}

/** Lines of paid orders whose time is not booked as it was bought, and was not given up either. */
export function wronglyBookedLines(tx: Tx) {
  return tx.$queryRaw<{ number: number; position: number; booking: string | null }[]>`
    select o.number, l.position, b.state::text as booking
    from "order" o join order_line l on l.order_id = o.id
    left join booking b on b.checkout_id = o.checkout_id and b.position = l.position
    where l.kind = 'service' and o.state in ('confirmed', 'completed') and (
      b.id is null or b.state not in ('confirmed', 'cancelled')
      or (b.variant_id, b.quantity) is distinct from (l.variant_id, l.quantity)
      or (b.moved_at is null and b.starts_at is distinct from l.starts_at)
    )`;
}

/** Confirmed bookings without a paid order. */
export function bookingsWithoutOrder(tx: Tx) {
  return tx.$queryRaw<{ checkout_id: string; position: number }[]>`
    select b.checkout_id, b.position from booking b
    where b.state = 'confirmed' and not exists (
      select from "order" o where o.checkout_id = b.checkout_id and o.payment_state <> 'unpaid')`;
}
