import { z } from "../zod.ts";
import { dropEntryStates, dropLimits, dropOrders, dropStates } from "./drop-states.ts";

const { startMinutes, perPerson, letIn } = dropLimits;

export const dropOfProductInput = z.object({ productId: z.uuid() });

/** Joins a drop's line with the solution of a puzzle. */
export const joinDropInput = dropOfProductInput.extend({
  puzzle: z.string().max(200),
  nonce: z.int().min(0),
});

/** Makes a product a drop, or changes what holds for it. */
export const setDropInput = dropOfProductInput.extend({
  /** Of the settings that are changed; null: the product is no drop yet. */
  version: z.int().nullable(),
  order: z.enum(dropOrders),
  startMinutes: z
    .int("A whole number of minutes")
    .min(startMinutes.least, `At least ${startMinutes.least}`)
    .max(startMinutes.most, `At most ${startMinutes.most}`),
  limitPerPerson: z
    .int("A whole number")
    .min(perPerson.least, `At least ${perPerson.least}`)
    .max(perPerson.most, `At most ${perPerson.most}`),
});
export type SetDrop = z.output<typeof setDropInput>;

export const setDropStateInput = dropOfProductInput.extend({ state: z.enum(dropStates) });

export const letInInput = dropOfProductInput.extend({
  count: z.int("A whole number").min(1, "At least 1").max(letIn, `At most ${letIn}`),
});

export const exportDropPlacesInput = dropOfProductInput.extend({
  /** Only places in this state. */
  state: z.enum(dropEntryStates).optional(),
});
export type ExportDropPlaces = z.output<typeof exportDropPlacesInput>;

export const listDropPlacesInput = exportDropPlacesInput.extend({
  /** `nextCursor` of the page before. */
  cursor: z.string().max(120).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListDropPlaces = z.output<typeof listDropPlacesInput>;
