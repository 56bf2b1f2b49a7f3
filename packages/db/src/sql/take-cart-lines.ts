import type { Tx } from "../connect.ts";

interface TakenLines {
  cartId: string;
  /** The checkout that has become an order. */
  checkoutId: string;
  takenAt: Date;
  lines: { variantId: string; startsAt: Date | null; quantity: number }[];
}

/**
 * Removes what was ordered from a cart, and all codes; what the customer has added since stays. Records it at the checkout, which is
 * detached from the cart. One statement.
 */
export async function takeCartLines(
  tx: Tx,
  { cartId, checkoutId, takenAt, lines }: TakenLines,
): Promise<void> {
  const ordered = lines.map(({ variantId, startsAt, quantity }) => ({
    ...{ variant_id: variantId, starts_at: startsAt, quantity },
  }));
  await tx.$executeRaw`
    with ordered as (
      select * from jsonb_to_recordset(${JSON.stringify(ordered)}::jsonb)
        as (variant_id uuid, starts_at timestamptz, quantity integer)
    ), line as (
      select l.id, l.quantity - o.quantity as remaining from cart_line l join ordered o
        on o.variant_id = l.variant_id and o.starts_at is not distinct from l.starts_at
      where l.cart_id = ${cartId}::uuid
    ), emptied as (
      delete from cart_line using line where cart_line.id = line.id and line.remaining <= 0
    ), reduced as (
      update cart_line set quantity = line.remaining from line where cart_line.id = line.id and line.remaining > 0
    ), taken as (
      update checkout set cart_taken_at = ${takenAt}::timestamptz, cart_id = null where id = ${checkoutId}::uuid
    )
    update cart set discount_codes = '{}' where id = ${cartId}::uuid`;
}
