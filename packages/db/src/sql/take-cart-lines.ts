import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";

export interface TakenLines {
  cartId: string;
  lines: { variantId: string; startsAt: Date | null; quantity: number }[];
  takenAt: Date;
}

/**
 * Removes what a checkout's order has taken from the cart, and all codes; what the customer has added since stays. Records it at the
 * checkout, which is detached from the cart. One statement.
 */
export async function takeCartLines(
  tx: Tx,
  { checkoutId, ...taken }: TakenLines & { checkoutId: string },
): Promise<void> {
  await tx.$executeRaw`
    with ${cartClauses(taken)}
    update checkout set ${takenColumns(taken)} where id = ${checkoutId}::uuid`;
}

/** For a statement that does more: what the checkout's row says then. */
export function takenColumns({ takenAt }: Pick<TakenLines, "takenAt">): Prisma.Sql {
  return Prisma.sql`cart_taken_at = ${takenAt}::timestamptz, cart_id = null`;
}

/** For a statement that does more: the change of the cart. */
export function cartClauses({ cartId, lines }: Pick<TakenLines, "cartId" | "lines">): Prisma.Sql {
  const ordered = lines.map(({ variantId, startsAt, quantity }) => ({
    ...{ variant_id: variantId, starts_at: startsAt, quantity },
  }));
  return Prisma.sql`
    ordered as (
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
    ), without_codes as (
      update cart set discount_codes = '{}' where id = ${cartId}::uuid and discount_codes <> '{}'
    )`;
}
