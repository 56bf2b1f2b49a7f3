import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";

export interface ReservedVariant {
  variantId: string;
  productTitle: string;
  variantTitle: string;
  sku: string;
  currency: string;
  held: number;
  checkouts: number;
  /** The price of these units, without discounts, tax and shipping, in minor units. */
  amount: number;
  /** Null: it has no stock, as its time is what is reserved. */
  onHand: number | null;
  /** When the first of these reservations ends. */
  firstEndsAt: Date;
}

/** What checkouts reserve: units of stock, and places of booked time. */
const held = Prisma.sql`held as (
  select r.checkout_id, r.variant_id, r.quantity, l.amount
  from reservation r
  join checkout_line l on l.checkout_id = r.checkout_id and l.variant_id = r.variant_id
  where r.state = 'held'
  union all
  select b.checkout_id, b.variant_id, b.quantity, l.amount
  from booking b
  join checkout_line l on l.checkout_id = b.checkout_id and l.position = b.position
  where b.state = 'held')`;

/** Reserved units by variant (and currency, as the shop may have changed it), the most first. */
export function reservedByVariant(tx: Tx, { limit }: { limit: number }): Promise<ReservedVariant[]> {
  return tx.$queryRaw<ReservedVariant[]>`
    with ${held}
    select v.id as "variantId", p.title as "productTitle", v.title as "variantTitle", v.sku, c.currency,
      sum(h.quantity)::integer as held, count(distinct c.id)::integer as checkouts,
      sum(h.amount)::float8 as amount, s.on_hand as "onHand", min(c.expires_at) as "firstEndsAt"
    from held h
    join checkout c on c.id = h.checkout_id
    join variant v on v.id = h.variant_id
    join product p on p.id = v.product_id
    left join stock_level s on s.variant_id = v.id
    group by v.id, p.id, s.variant_id, c.currency
    order by held desc, v.id
    limit ${limit}`;
}

/** Totals of all reservations by currency. */
export function reservedTotals(
  tx: Tx,
): Promise<{ currency: string; units: number; checkouts: number; amount: number }[]> {
  return tx.$queryRaw`
    with ${held}
    select c.currency, sum(h.quantity)::integer as units, count(distinct c.id)::integer as checkouts,
      sum(h.amount)::float8 as amount
    from held h
    join checkout c on c.id = h.checkout_id
    group by c.currency
    order by c.currency`;
}
