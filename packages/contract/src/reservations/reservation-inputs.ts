import { day, instant } from "../day.ts";
import { lines } from "../text/line-schema.ts";
import { searchText } from "../text/search-text.ts";
import { z } from "../zod.ts";
import { reservationPeriods, reservationStates } from "./reservation-states.ts";

export const reservationFiguresInput = z.object({ period: z.enum(reservationPeriods) });

/** Checkouts with reserved stock; `variantId`: only those with units of this variant. */
export const heldByCheckoutInput = z.object({ variantId: z.uuid().optional() });

/** Filter for reservations that have ended. */
export const reservationHistoryInput = z.object({
  states: z.array(z.enum(reservationStates)).max(4).optional(),
  /** Part of a product's title or SKU, or a prefix of a checkout's short name. */
  q: searchText.optional(),
  from: day.optional(),
  to: day.optional(),
  /** `nextCursor` of the page before. */
  cursor: z.string().max(120).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ReservationHistory = z.output<typeof reservationHistoryInput>;

/** The longest extension of a reservation at a time, in minutes. */
export const maxExtensionMinutes = 240;

export const extendReservationInput = z.object({
  checkoutId: z.uuid(),
  /** The reservation's end as the clerk saw it. The new end counts from there, so a repeated request extends once. */
  seenExpiresAt: instant,
  minutes: z.number().int().min(1).max(maxExtensionMinutes),
});

export const releaseReservationInput = z.object({
  checkoutId: z.uuid(),
  reason: lines("The reason", 500).min(1, "Write why, for your colleagues and the audit log."),
});
