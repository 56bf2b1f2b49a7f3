import type { ProductKind } from "@dualtrack/db";
import { bookingReservations } from "../bookings/booking-reservations.ts";
import { stockReservations } from "../inventory/stock-reservations.ts";
import { reserveByKind } from "../reservations/reserve-by-kind.ts";

/**
 * The reservations of a checkout's lines by product kind, in the order in which kinds are locked. All of them end at the
 * checkout's `expires_at`.
 */
export const lineReservations = reserveByKind<ProductKind>({
  physical: stockReservations,
  digital: stockReservations,
  service: bookingReservations,
});
