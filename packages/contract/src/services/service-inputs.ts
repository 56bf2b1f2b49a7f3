import { maxLineQuantity } from "../cart/cart-limits.ts";
import { day } from "../day.ts";
import { z } from "../zod.ts";
import { serviceLimits as limits } from "./service-limits.ts";

const whole = (unit: string, { min, max }: { min: number; max: number }) => {
  const problem = `Write a whole number of ${unit} from ${min} to ${max}`;
  return z.number(problem).int(problem).min(min, problem).max(max, problem);
};

/** When a product can be booked, for how long, and what it takes. */
export const updateServiceInput = z.object({
  productId: z.uuid(),
  /** The product's, as it was loaded: the change is refused if somebody else saved it in between. */
  version: z.number().int().min(1),
  bufferBeforeMinutes: whole("minutes", limits.bufferMinutes),
  bufferAfterMinutes: whole("minutes", limits.bufferMinutes),
  capacity: whole("places", limits.capacity),
  stepMinutes: whole("minutes", limits.stepMinutes),
  leadMinutes: whole("minutes", limits.leadMinutes),
  horizonDays: whole("days", limits.horizonDays),
  freeCancelHours: whole("hours", limits.freeCancelHours),
  lateKeepPercent: whole("percent", limits.lateKeepPercent),
  reminderHours: whole("hours", limits.reminderHours),
  /** Of each variant. */
  durations: z
    .array(z.object({ variantId: z.uuid(), minutes: whole("minutes", limits.durationMinutes) }))
    .max(100),
  /** It takes one of these, the first free one. */
  resourceIds: z
    .array(z.uuid())
    .max(limits.resources)
    .refine((ids) => new Set(ids).size === ids.length, "No resource twice"),
});
export type UpdateService = z.output<typeof updateServiceInput>;

/** The times of a variant's service from a day on. */
export const listSlotsInput = z.object({
  variantId: z.uuid(),
  /** In the shop's time zone; left out: today. */
  from: day.optional(),
  quantity: z.number().int().min(1).max(maxLineQuantity).default(1),
});

/** The month of a variant's times that somebody looks at. */
export const watchSlotsInput = z.object({
  variantId: z.uuid(),
  /** Of the shop's time zone, such as 2026-03. */
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
});
