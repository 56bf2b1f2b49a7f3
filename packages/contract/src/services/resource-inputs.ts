import { day } from "../day.ts";
import { filledLine, line } from "../text/line-schema.ts";
import { z } from "../zod.ts";
import { localTime } from "./local-time.ts";
import { exceptionsSchema, weekSchema } from "./opening-hours.ts";
import { serviceLimits as limits, slotDays } from "./service-limits.ts";

const dayMs = 24 * 60 * 60_000;
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

const blockTimes = z.object({ from: localTime, to: localTime });
const endsLater = ({ from, to }: z.output<typeof blockTimes>) => from < to;
const endProblem = { path: ["to"], message: "The end is not after the beginning" };

export const blockResourceInput = blockTimes
  .extend({
    resourceId: z.uuid(),
    /** It becomes the block's id, so that a repeated request makes one block. */
    requestId: z.uuid(),
    /** Customers don't see it. */
    reason: line("The reason", limits.blockReason),
  })
  .refine(endsLater, endProblem);
export type BlockResource = z.output<typeof blockResourceInput>;
export const moveBlockInput = blockTimes
  .extend({
    blockId: z.uuid(),
    /** The instants that were seen: a block that somebody has moved in between stays where it is. */
    seen: z.object({ startsAt: z.iso.datetime(), endsAt: z.iso.datetime() }),
  })
  .refine(endsLater, endProblem);
export type MoveBlock = z.output<typeof moveBlockInput>;
export const unblockResourceInput = z.object({ blockId: z.uuid() });

/** The calendar of one resource; null: of all of them. */
export const calendarFeedInput = z.object({ resourceId: z.uuid().nullable() });

/** The bookings from one day to another. */
export const listBookingsInput = z.object({ from: day, to: day });

/** The days of one sheet of a calendar. */
export const listOpenTimesInput = z
  .object({ from: day, to: day })
  .refine(({ from, to }) => (Date.parse(to) - Date.parse(from)) / dayMs < slotDays, {
    ...{ path: ["to"], message: `At most ${slotDays} days` },
  });
