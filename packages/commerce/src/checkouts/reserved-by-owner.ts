import type { Tx } from "@dualtrack/db";
import { hashCartToken } from "./cart-token.ts";

/**
 * Units that a customer's own live checkouts hold, by variant: not free to others, but free to them. What is held for
 * an order that was placed is that order's, and not the cart's any more.
 */
export async function reservedByOwner(tx: Tx, cartToken: string): Promise<Map<string, number>> {
  const reservations = await tx.reservation.findMany({
    where: {
      state: "held",
      checkout: { ownerHash: hashCartToken(cartToken), state: { in: ["open", "paying"] }, cartTakenAt: null },
    },
    select: { variantId: true, quantity: true },
  });
  const held = new Map<string, number>();
  for (const { variantId, quantity } of reservations)
    held.set(variantId, (held.get(variantId) ?? 0) + quantity);
  return held;
}
