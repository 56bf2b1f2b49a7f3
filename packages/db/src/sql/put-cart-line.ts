import { randomUUID } from "node:crypto";
import type { Tx } from "../connect.ts";

interface CartLine {
  cartId: string;
  variantId: string;
  /** When a bookable service begins; null for everything else. */
  startsAt: Date | null;
  quantity: number;
  now: Date;
}

/** Sets the quantity of a cart's line, which is added at the end if the cart does not have it. */
export async function putCartLine(
  tx: Tx,
  { cartId, variantId, startsAt, quantity, now }: CartLine,
): Promise<void> {
  await tx.$executeRaw`
    insert into cart_line (id, cart_id, variant_id, starts_at, quantity, created_at)
    values (${randomUUID()}::uuid, ${cartId}::uuid, ${variantId}::uuid, ${startsAt}::timestamptz, ${quantity}, ${now}::timestamptz)
    on conflict (cart_id, variant_id, starts_at) do update set quantity = excluded.quantity`;
}
