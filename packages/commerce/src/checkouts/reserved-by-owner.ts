import type { Tx } from "@dualtrack/db";
import { hashCartToken } from "./cart-token.ts";

/**
 * Units that a customer's own live checkouts have reserved, by variant: they are free for this customer only. Reservations
 * of placed orders are not included.
 */
export async function reservedByOwner(tx: Tx, cartToken: string): Promise<Map<string, number>> {
  const reservations = await tx.reservation.findMany({
    where: {
      state: "held",
      checkout: { ownerHash: hashCartToken(cartToken), state: { in: ["open", "paying"] }, cartTakenAt: null },
    },
    select: { variantId: true, quantity: true },
  });
  const units = new Map<string, number>();
  for (const { variantId, quantity } of reservations)
    units.set(variantId, (units.get(variantId) ?? 0) + quantity);
  return units;
}
