import { orderNumberPattern } from "../orders/order-number.ts";
import { z } from "../zod.ts";

/** The most orders that one run takes from a selection. */
export const maxSyncSelection = 200;

export const startSyncInput = z.object({
  /** Made once per press, becomes the run's id: sending it twice is one run. */
  requestId: z.uuid(),
  /** These orders, or every payment whose fate is open. */
  scope: z.union([
    z.literal("pending"),
    z.object({
      orderNumbers: z.array(z.string().regex(orderNumberPattern)).min(1).max(maxSyncSelection),
    }),
  ]),
});
export type SyncScope = z.output<typeof startSyncInput>["scope"];

export const syncRunInput = z.object({ runId: z.uuid() });

export const listSyncRunsInput = z.object({
  /** `nextCursor` of the page before. */
  cursor: z.string().max(100).optional(),
  limit: z.number().int().min(1).max(100).default(20),
});
export type ListSyncRuns = z.output<typeof listSyncRunsInput>;
