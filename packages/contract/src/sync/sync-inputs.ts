import { orderNumberPattern } from "../orders/order-number.ts";
import { z } from "../zod.ts";

/** The most orders of a selection in one run. */
export const maxSyncSelection = 200;

export const startSyncInput = z.object({
  /** Made once per click. It becomes the run's id, so that a repeated request makes one run. */
  requestId: z.uuid(),
  /** These orders or checkouts, or every payment whose outcome is open. */
  scope: z.union([
    z.literal("pending"),
    z.object({
      orderNumbers: z.array(z.string().regex(orderNumberPattern)).min(1).max(maxSyncSelection),
    }),
    z.object({ checkoutIds: z.array(z.uuid()).min(1).max(maxSyncSelection) }),
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
