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
  onHand: number;
  /** When the first of these reservations ends. */
  firstEndsAt: Date;
}

/** Reserved units by variant (and currency, as the shop may have changed it), the most first. */
export function reservedByVariant(tx: Tx, { limit }: { limit: number }): Promise<ReservedVariant[]> {
  return tx.$queryRaw<ReservedVariant[]>`
    select v.id as "variantId", p.title as "productTitle", v.title as "variantTitle", v.sku, c.currency,
      sum(r.quantity)::integer as held, count(*)::integer as checkouts,
      sum(l.amount)::float8 as amount, s.on_hand as "onHand", min(c.expires_at) as "firstEndsAt"
    from reservation r
    join checkout c on c.id = r.checkout_id
    join checkout_line l on l.checkout_id = r.checkout_id and l.variant_id = r.variant_id
    join variant v on v.id = r.variant_id
    join product p on p.id = v.product_id
    join stock_level s on s.variant_id = v.id
    where r.state = 'held'
    group by v.id, p.id, s.variant_id, c.currency
    order by held desc, v.id
    limit ${limit}`;
}

/** Totals of all reservations by currency. */
export function reservedTotals(
  tx: Tx,
): Promise<{ currency: string; units: number; checkouts: number; amount: number }[]> {
  return tx.$queryRaw`
    select c.currency, sum(r.quantity)::integer as units, count(distinct c.id)::integer as checkouts,
      sum(l.amount)::float8 as amount
    from reservation r
    join checkout c on c.id = r.checkout_id
    join checkout_line l on l.checkout_id = r.checkout_id and l.variant_id = r.variant_id
    where r.state = 'held'
    group by c.currency
    order by c.currency`;
}
