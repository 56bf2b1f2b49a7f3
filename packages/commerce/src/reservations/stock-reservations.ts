import { commitReservations, endReservations, reserveStock } from "@dualtrack/db";
import type { KindReservations } from "./kind-reservations.ts";

/** Lines that are taken from the shelf. */
export const stockReservations: KindReservations = {
  async take(tx, { checkoutId, lines, at }) {
    const shortages = await reserveStock(tx, { checkoutId, lines, now: at });
    return lines.flatMap(({ position, variantId }) => {
      const shortage = shortages.find((candidate) => candidate.variantId === variantId);
      return shortage === undefined ? [] : { position, free: Math.max(0, shortage.free) };
    });
  },
  commit: (tx, { checkoutId, at }) => commitReservations(tx, { checkoutId, now: at }),
  async release(tx, { checkoutId, state, at }) {
    await endReservations(tx, { checkoutId, state, now: at });
  },
};
