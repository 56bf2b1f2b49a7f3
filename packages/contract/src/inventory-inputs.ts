import { day } from "./day.ts";
import {
  reservationPeriods,
  reservationStates,
  stockCorrectionReasons,
  stockLists,
  stockMovementKinds,
  stockSorts,
} from "./states.ts";
import { manyLines, oneLine, typedText } from "./text.ts";
import { z } from "./zod.ts";

/** Text of staff: a line break is all right, other control characters are not. */
const note = (max: number) =>
  typedText.max(max, `At most ${max} characters`).regex(manyLines, "It has a character that can't be used");

/** What somebody searches by. */
const searchText = typedText.max(200).regex(oneLine).optional();

// ── Reservations ─────────────────────────────────────────────────────────────────────────────────

export const reservationFiguresInput = z.object({ period: z.enum(reservationPeriods) });

/** Checkouts that hold stock now; `variantId`: only those that hold some of it. */
export const heldByCheckoutInput = z.object({ variantId: z.uuid().optional() });

/** Reservations that are over. */
export const reservationHistoryInput = z.object({
  states: z.array(z.enum(reservationStates)).max(4).optional(),
  /** Part of a product's title or SKU, or the beginning of a checkout's name. */
  q: searchText,
  from: day.optional(),
  to: day.optional(),
  /** `nextCursor` of the page before. */
  cursor: z.string().max(120).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ReservationHistory = z.output<typeof reservationHistoryInput>;

/** Staff may hold goods for somebody for four hours at a time. */
export const maxExtensionMinutes = 240;

export const extendReservationInput = z.object({
  checkoutId: z.uuid(),
  /** When the hold ended as the clerk saw it: the new end counts from there, so pressing twice is once. */
  seenExpiresAt: z.iso.datetime(),
  minutes: z.number().int().min(1).max(maxExtensionMinutes),
});

export const releaseReservationInput = z.object({
  checkoutId: z.uuid(),
  reason: note(500).min(1, "Write why"),
});

// ── Stock ────────────────────────────────────────────────────────────────────────────────────────

export const listStockInput = z.object({
  /** Part of a product's title, its artist, the variant's name or the SKU. */
  q: searchText,
  show: z.enum(stockLists).default("all"),
  sort: z.enum(stockSorts).default("product"),
  /** From 1. */
  page: z.number().int().min(1).max(10_000).default(1),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListStock = z.output<typeof listStockInput>;

export const variantIdInput = z.object({ variantId: z.uuid() });

export const listMovementsInput = variantIdInput.extend({
  kinds: z.array(z.enum(stockMovementKinds)).max(4).optional(),
  cursor: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListMovements = z.output<typeof listMovementsInput>;

/** The most units of one variant in one step; more is a slip of the keyboard. */
export const maxStockStep = 100_000;

/** The most variants in one delivery. */
export const maxDeliveryLines = 200;

export const receiveStockInput = z.object({
  /** Made once per dialog: sending it twice is one delivery. */
  requestId: z.uuid(),
  lines: z
    .array(z.object({ variantId: z.uuid(), quantity: z.number().int().min(1).max(maxStockStep) }))
    .min(1, "The delivery is empty")
    .max(maxDeliveryLines)
    .refine(
      (lines) => new Set(lines.map(({ variantId }) => variantId)).size === lines.length,
      "Each variant once, please",
    ),
  note: note(500),
});

export const correctStockInput = variantIdInput
  .extend({
    /** Made once per dialog: sending it twice is one correction. */
    requestId: z.uuid(),
    /** What was on hand as the clerk saw it. A change in between is refused with the new figure. */
    seenOnHand: z.number().int().min(0),
    /** What is really there. */
    onHand: z.number().int().min(0).max(10_000_000),
    reason: z.enum(stockCorrectionReasons),
    note: note(500),
  })
  .refine(({ seenOnHand, onHand }) => seenOnHand !== onHand, "Nothing would change");

export const setLowStockThresholdInput = variantIdInput.extend({
  /** The threshold as the clerk saw it. */
  seenThreshold: z.number().int().min(0),
  threshold: z.number().int().min(0).max(maxStockStep),
});
