import { lines } from "../text/line-schema.ts";
import { searchText } from "../text/search-text.ts";
import { z } from "../zod.ts";
import { stockCorrectionReasons, stockLists, stockMovementKinds, stockSorts } from "./stock-states.ts";

export const listStockInput = z.object({
  /** Part of a product's title, its artist, the variant's name or the SKU. */
  q: searchText.optional(),
  show: z.enum(stockLists).default("all"),
  sort: z.enum(stockSorts).default("product"),
  /** Counted from 1. */
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

/** The most units of one variant in one change: more is probably a typing error. */
export const maxStockStep = 100_000;

/** The most variants in one delivery. */
export const maxDeliveryLines = 200;

const countedUnits = z
  .int("How many?")
  .min(1, "How many?")
  .max(maxStockStep, `At most ${maxStockStep} units at a time`);

export const receiveStockInput = z.object({
  /** Made once per dialog: a repeated request makes one delivery. */
  requestId: z.uuid(),
  lines: z
    .array(z.object({ variantId: z.uuid(), quantity: countedUnits }))
    .min(1, "The delivery is empty")
    .max(maxDeliveryLines)
    .refine(
      (lines) => new Set(lines.map(({ variantId }) => variantId)).size === lines.length,
      "Each variant once, please",
    ),
  note: lines("The note", 500),
});

export const correctStockInput = variantIdInput
  .extend({
    /** Made once per dialog: a repeated request makes one correction. */
    requestId: z.uuid(),
    /** Units on hand as the clerk saw them. If the number has changed, the request is refused with the new one. */
    seenOnHand: z.number().int().min(0),
    /** Units that are really there. */
    onHand: z.number().int().min(0).max(10_000_000),
    reason: z.enum(stockCorrectionReasons, "Choose why"),
    note: lines("The note", 500),
  })
  .refine(({ seenOnHand, onHand }) => seenOnHand !== onHand, "Nothing would change");

export const setLowStockThresholdInput = variantIdInput.extend({
  /** The threshold as the clerk saw it. */
  seenThreshold: z.number().int().min(0),
  threshold: z.int("Write a whole number").min(0, "Not below 0").max(maxStockStep, `At most ${maxStockStep}`),
});
