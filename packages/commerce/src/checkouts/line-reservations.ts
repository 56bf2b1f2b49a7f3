import type { ProductKind } from "@dualtrack/db";
import { stockReservations } from "../inventory/stock-reservations.ts";
import { reserveByKind } from "../reservations/reserve-by-kind.ts";

/**
 * What the lines of a checkout reserve, by kind, in the order in which kinds are locked. How long, the checkout says: its
 * `expires_at` counts for all of them.
 */
export const lineReservations = reserveByKind<ProductKind>({ physical: stockReservations });
