import type { Tx } from "@dualtrack/db";
import { hashCartToken } from "../cart/cart-token.ts";

/** Units that a customer's own live checkout holds, by variant: not free to others, but free to them. */
export async function heldByOwner(tx: Tx, cartToken: string): Promise<Map<string, number>> {
  const reservations = await tx.reservation.findMany({
    where: {
      state: "held",
      checkout: { ownerHash: hashCartToken(cartToken), state: { in: ["open", "paying"] } },
    },
    select: { variantId: true, quantity: true },
  });
  return new Map(reservations.map(({ variantId, quantity }) => [variantId, quantity]));
}
