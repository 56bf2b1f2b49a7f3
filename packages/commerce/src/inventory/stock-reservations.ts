import { commitReservations, endReservations, reserveStock } from "@dualtrack/db";
import type { KindReservations } from "../reservations/kind-reservations.ts";

/** Reservations of goods that stock limits. Lines of others are always free, and reserve nothing. */
export const stockReservations: KindReservations = {
  async take({ tx, now }, { checkoutId, lines, reservesStock = true }) {
    const tracked = lines.filter(({ tracksStock }) => tracksStock);
    if (tracked.length === 0) return [];
    const shortages = await reserveStock(tx, { checkoutId, lines: tracked, now, holds: reservesStock });
    return tracked.flatMap(({ position, variantId }) => {
      const shortage = shortages.find((candidate) => candidate.variantId === variantId);
      return shortage === undefined ? [] : { position, free: Math.max(0, shortage.free) };
    });
  },
  commit: ({ tx, now }, { checkoutId }) => commitReservations(tx, { checkoutId, now }),
  async release({ tx, now }, { checkoutId, state }) {
    await endReservations(tx, { checkoutId, state, now });
  },
};
