import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";

// Invariants of orders and their payments: each function answers the rows that violate one. They only read.

/**
 * Confirmed orders of more than 0 without a succeeded or authorized payment of their amount. Goods that left before their authorization ended
 * without a capture are the loss that staff were told about (`released`).
 */
export function unpaidConfirmedOrders(tx: Tx) {
  return tx.$queryRaw<{ number: number; payment_intent_id: string | null; status: string | null }[]>`
    select o.number, o.payment_intent_id, p.status::text from "order" o
    left join payment p using (payment_intent_id)
    where o.state in ('confirmed', 'completed') and not (o.payment_intent_id is null and o.total_amount = 0)
      and not (o.payment_state = 'released' and o.fulfilment_state not in ('unfulfilled', 'not_required'))
      and coalesce(case p.status when 'succeeded' then p.amount_received when 'requires_capture' then p.amount end
        <> o.total_amount, true)`;
}

/** Open sessions whose payment has ended. */
export function unendedSessions(tx: Tx) {
  return tx.$queryRaw<{ stripe_id: string; status: string }[]>`
    select s.stripe_id, p.status::text from payment_session s join payment p using (payment_intent_id)
    where s.state = 'open' and p.status in ('succeeded', 'canceled', 'requires_capture')`;
}

/** Payments of which more was refunded than was received, or more was cancelled than was authorized, in minor units. */
export function overRefundedPayments(tx: Tx) {
  return tx.$queryRaw<{ payment_intent_id: string; amount_received: number; refunds: number }[]>`
    select p.payment_intent_id, p.amount_received, sum(r.amount)::integer as refunds
    from payment p join refund r using (payment_intent_id)
    where r.state not in ('failed', 'canceled') or r.paid_another_way_at is not null
    group by p.payment_intent_id having sum(r.amount) > case when bool_and(r.is_uncaptured) then p.amount else p.amount_received end`;
}

/** Lines of which more was shipped than was bought. */
export function overShippedLines(tx: Tx) {
  return tx.$queryRaw<{ number: number; variant_id: string; quantity: number; shipped: number }[]>`
    select o.number, l.variant_id, l.quantity, sum(s.quantity)::integer as shipped
    from "order" o join order_line l on l.order_id = o.id join shipment_line s on s.order_line_id = l.id
      join shipment p on p.id = s.shipment_id and p.withdrawn_at is null
    group by 1, 2, 3 having sum(s.quantity) > l.quantity`;
}

/** Orders whose amounts are not the sums of their lines and shipping. Restored orders may have no lines. */
export function wronglySummedOrders(tx: Tx) {
  return tx.$queryRaw<{ number: number; total_amount: number; by_lines: number }[]>`
    select o.number, o.total_amount, (sum(l.total_amount) + o.shipping_amount
      + tax_on_top(o.tax_behavior, o.shipping_tax_amount))::integer as by_lines
    from "order" o join order_line l on l.order_id = o.id
    group by o.id
    having sum(l.total_amount) + o.shipping_amount + tax_on_top(o.tax_behavior, o.shipping_tax_amount)
        <> o.total_amount or sum(l.amount) <> o.subtotal_amount
      or sum(l.discount_amount) <> o.discount_amount
      or sum(l.tax_amount) + o.shipping_tax_amount <> o.tax_amount
      or o.tax_amount <> coalesce((select sum(t.tax_amount) from order_tax t where t.order_id = o.id), 0)`;
}

/** Orders with more than one `confirmed` event. */
export function twiceConfirmedOrders(tx: Tx) {
  return tx.$queryRaw<{ order_id: string; times: number }[]>`
    select order_id, count(*)::integer as times from order_event
    where kind = 'confirmed' group by 1 having count(*) > 1`;
}

/** The amount that staff paid back for payment `p` outside Stripe, in minor units. */
const paidAnotherWay = Prisma.sql`coalesce((
  select sum(r.amount) from refund r where r.payment_intent_id = p.payment_intent_id
    and r.state in ('failed', 'canceled') and r.paid_another_way_at is not null), 0)`;

/** The payment state of order `o`, computed from payment `p`, refunds and disputes. */
const expectedPaymentState = Prisma.sql`
  case
    when o.payment_intent_id is null and o.total_amount = 0 then 'not_required'
    when p.status = 'requires_capture' then 'authorized'
    when p.status = 'canceled' and o.confirmed_at is not null then 'released'
    when p.status is distinct from 'succeeded' then 'unpaid'
    when exists (select from dispute d where d.payment_intent_id = p.payment_intent_id and d.status in
      ('needs_response', 'under_review', 'appeal_needs_response', 'appeal_under_review')) then 'disputed'
    when exists (select from dispute d where d.payment_intent_id = p.payment_intent_id and d.status = 'lost')
      then 'dispute_lost'
    when p.amount_refunded + ${paidAnotherWay} = o.uncaptured_amount then 'paid'
    when p.amount_refunded + ${paidAnotherWay} >= p.amount_received then 'refunded'
    else 'partially_refunded'
  end`;

/** Orders whose payment state does not follow from payment, refunds and disputes. */
export function wrongPaymentStates(tx: Tx) {
  return tx.$queryRaw<
    { number: number; inBooks: string; byPayment: string }[]
  >`select o.number, o.payment_state::text as "inBooks", ${expectedPaymentState} as "byPayment"
    from "order" o left join payment p using (payment_intent_id)
    where o.state <> 'processing' and o.payment_state::text <> ${expectedPaymentState}`;
}

/** Orders whose amount that is never charged is not the sum of its rows. */
export function wronglyUncapturedOrders(tx: Tx) {
  return tx.$queryRaw<{ number: number; uncaptured_amount: number; by_rows: number }[]>`
    select o.number, o.uncaptured_amount, coalesce(sum(r.amount), 0)::integer as by_rows
    from "order" o left join refund r on r.payment_intent_id = o.payment_intent_id and r.is_uncaptured
    group by o.id having o.uncaptured_amount <> coalesce(sum(r.amount), 0)`;
}

/** Confirmed orders that are received money without the time of it, or the other way round; so they would be in no figures or invoice. */
export function wronglyPaidTimes(tx: Tx) {
  return tx.$queryRaw<{ number: number; payment_state: string; paid_at: Date | null }[]>`
    select number, payment_state::text, paid_at from "order"
    where confirmed_at is not null and (paid_at is null) <> (payment_state in ('authorized', 'released', 'unpaid'))`;
}

/** Shipped orders whose authorization nobody has asked to capture. */
export function shippedUncaptured(tx: Tx) {
  return tx.$queryRaw<{ number: number; payment_intent_id: string }[]>`
    select o.number, o.payment_intent_id
    from "order" o join payment p using (payment_intent_id) left join payment_authorization a using (payment_intent_id)
    where p.status = 'requires_capture' and a.capture_requested_at is null
      and exists (select from shipment s where s.order_id = o.id)`;
}

/** Authorizations that no order needs, and that nobody has asked to release. */
export function unreleasedAuthorizations(tx: Tx) {
  return tx.$queryRaw<{ payment_intent_id: string; number: number | null }[]>`
    select p.payment_intent_id, o.number
    from payment p left join payment_authorization a using (payment_intent_id)
      left join "order" o on o.payment_intent_id = p.payment_intent_id
    where p.status = 'requires_capture' and a.release_requested_at is null
      and (o.id is null or o.state not in ('confirmed', 'completed'))`;
}

/** Discounts and codes whose counter differs from their uses, or is above their limit. */
export function wronglyCountedDiscounts(tx: Tx) {
  return tx.$queryRaw<{ id: string; counted: number; uses: number; max_uses: number }[]>`
    with used as (select * from discount_use where state in ('reserved', 'committed'))
    select d.id, d.uses as counted, count(u.checkout_id)::integer as uses, d.max_uses
      from discount d left join used u on u.discount_id = d.id
      where d.max_uses is not null group by d.id having d.uses <> count(u.checkout_id) or d.uses > d.max_uses
    union all
    select c.id, c.uses, count(u.checkout_id)::integer, c.max_uses
      from discount_code c left join used u on u.code_id = c.id
      where c.max_uses is not null group by c.id having c.uses <> count(u.checkout_id) or c.uses > c.max_uses`;
}

/**
 * Orders that are confirmed with a discount without having used it, and ended checkouts that still reserve a use. Uses that
 * could not be counted when their order was restored are left out.
 */
export function wronglyUsedDiscounts(tx: Tx) {
  return tx.$queryRaw<{ checkout_id: string; discount_id: string; state: string | null }[]>`
    select o.checkout_id, d.id as discount_id, u.state::text
      from "order" o
      cross join lateral (
        select (discount ->> 'discountId')::uuid as id from jsonb_array_elements(o.discounts) discount
        where discount -> 'isUncounted' is null) d
      left join discount_use u on u.checkout_id = o.checkout_id and u.discount_id = d.id
      where o.state in ('confirmed', 'completed') and coalesce(u.state not in ('committed', 'returned'), true)
    union all
    select u.checkout_id, u.discount_id, u.state::text
      from discount_use u join checkout c on c.id = u.checkout_id
      where u.state = 'reserved' and c.state not in ('open', 'paying')`;
}
