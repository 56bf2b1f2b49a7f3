import type { Tx } from "../connect.ts";

/** How far the carts of a day and kind came; each step is a part of the one before. */
export interface ConversionDay {
  /** A calendar day of the shop's time zone. */
  day: string;
  /** That of their goods, or `mixed`. */
  kind: string;
  carts: number;
  checkouts: number;
  payPressed: number;
  orders: number;
  kept: number;
}

interface CountedDay {
  day: string;
  from: Date;
  until: Date;
  now: Date;
}

/**
 * Counts again how far the carts came into which something was put, or whose checkout began, between the two instants. A cart counts once at
 * each step, with the kind of what it began to buy, or else of what is in it. Carts and their lines go in time, so a count of carts is never
 * lowered; orders that are given back are no longer kept.
 */
export async function countConversionDay(tx: Tx, { day, from, until, now }: CountedDay): Promise<void> {
  await tx.$executeRaw`
    with begun as materialized (
      -- A checkout leaves its cart when its lines are taken out of that; one of a draft order never had a cart.
      select c.owner_hash as owner, c.id, c.order_number is not null as pressed
      from checkout c
      where c.created_at >= ${from}::timestamptz and c.created_at < ${until}::timestamptz
        and (c.cart_id is not null or c.cart_taken_at is not null)
    ), ended as (
      select b.owner, b.pressed, o.is_made, o.is_kept
      -- One look at the index for each checkout, however short the planner thinks a day is.
      from begun b left join lateral (
        select o.confirmed_at is not null as is_made,
          o.confirmed_at is not null and o.state <> 'cancelled'
            and o.payment_state not in ('refunded', 'dispute_lost', 'released') as is_kept
        from "order" o where o.checkout_id = b.id limit 1
      ) o on true
    ), reached as (
      select owner, bool_or(pressed) as pressed, bool_or(coalesce(is_made, false)) as is_made,
        bool_or(coalesce(is_kept, false)) as is_kept
      from ended group by 1
    ), goods as (
      select b.owner, l.kind::text
      from begun b cross join lateral (select l.kind from checkout_line l where l.checkout_id = b.id offset 0) l
      union all
      select t.owner, p.kind::text
      from cart_line l
        cross join lateral (select t.token_hash as owner from cart t where t.id = l.cart_id limit 1) t
        cross join lateral (select v.product_id from variant v where v.id = l.variant_id limit 1) v
        cross join lateral (select p.kind from product p where p.id = v.product_id limit 1) p
      where l.created_at >= ${from}::timestamptz and l.created_at < ${until}::timestamptz
        and not exists (select from begun b where b.owner = t.owner)
    ), carts as (
      select owner, case when count(distinct kind) = 1 then min(kind) else 'mixed' end as kind
      from goods group by 1
    )
    insert into conversion_day (day, kind, carts, checkouts, pay_pressed, orders, kept, counted_at)
    select ${day}::date, k.kind, count(c.owner), count(r.owner), count(*) filter (where r.pressed),
      count(*) filter (where r.is_made), count(*) filter (where r.is_kept), ${now}::timestamptz
    from unnest(array['physical', 'digital', 'service', 'mixed']) as k (kind)
      left join carts c on c.kind = k.kind
      left join reached r on r.owner = c.owner
    group by k.kind
    order by k.kind
    on conflict (day, kind) do update set
      carts = greatest(conversion_day.carts, excluded.carts),
      checkouts = excluded.checkouts,
      pay_pressed = excluded.pay_pressed,
      orders = excluded.orders,
      kept = excluded.kept,
      counted_at = excluded.counted_at`;
}

/** The days of a period as they were counted, the first one first. */
export function readConversionDays(
  tx: Tx,
  { from, to }: { from: string; to: string },
): Promise<ConversionDay[]> {
  return tx.$queryRaw<ConversionDay[]>`
    select day::text, kind, carts, checkouts, pay_pressed as "payPressed", orders, kept
    from conversion_day where day between ${from}::date and ${to}::date
    order by day, kind`;
}

/** Whether a day was counted already. */
export async function isConversionCounted(tx: Tx, day: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<[{ found: boolean }]>`
    select exists (select from conversion_day where day = ${day}::date) as found`;
  return row.found;
}
