import { day } from "../day.ts";
import { filledLine, line } from "../text/line-schema.ts";
import { z } from "../zod.ts";
import { localTime } from "./local-time.ts";
import { exceptionsSchema, weekSchema } from "./opening-hours.ts";
import { serviceLimits as limits } from "./service-limits.ts";

const name = filledLine("The name", limits.resourceName);
const version = z.number().int().min(1);
const resourceVersion = z.object({
  resourceId: z.uuid(),
  /** The one that was loaded: the change is refused if somebody else saved in between. */
  version,
});

export const resourceInput = z.object({ resourceId: z.uuid() });
/** `requestId` becomes the resource's id, so that a repeated request makes one resource. */
export const createResourceInput = z.object({ requestId: z.uuid(), name });
export const updateResourceInput = resourceVersion.extend({
  name,
  /** Its own hours; null: the shop's. */
  week: weekSchema.nullable(),
});
export type UpdateResource = z.output<typeof updateResourceInput>;
export const archiveResourceInput = resourceVersion;

export const updateShopHoursInput = z.object({ version, week: weekSchema, exceptions: exceptionsSchema });
export type UpdateShopHours = z.output<typeof updateShopHoursInput>;

export const blockResourceInput = z
  .object({
    resourceId: z.uuid(),
    /** It becomes the block's id, so that a repeated request makes one block. */
    requestId: z.uuid(),
    from: localTime,
    to: localTime,
    /** Customers don't see it. */
    reason: line("The reason", limits.blockReason),
  })
  .refine(({ from, to }) => from < to, { path: ["to"], message: "The end is not after the beginning" });
export type BlockResource = z.output<typeof blockResourceInput>;
export const unblockResourceInput = z.object({ blockId: z.uuid() });

/** The bookings of a week, by its first day. */
export const listBookingsInput = z.object({ from: day, to: day });
