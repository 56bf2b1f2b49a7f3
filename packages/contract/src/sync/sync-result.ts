import { disputeStatuses } from "../disputes/dispute-states.ts";
import { refundStates } from "../refunds/refund-states.ts";
import { z } from "../zod.ts";
import { syncResultCodes } from "./sync-states.ts";

const amount = { amount: z.int(), currency: z.string() };

/** The stored result of one payment in a manual sync. It has codes and amounts only; the apps have the labels. */
export const syncResultSchema = z.object({
  /** Null: written by an older version, as text. */
  code: z.enum(syncResultCodes).nullable(),
  /** For `stripe_not_asked` a stored `StripeProblem`, for `fault` our error's message; from an older version, all that it wrote. */
  said: z.string().nullable().default(null),
  /** Refunds that changed or are not finished; amounts in minor units. */
  refunds: z.array(z.object({ state: z.enum(refundStates), ...amount })).default([]),
  /** Disputes that are new or have another status than before. */
  disputes: z.array(z.object({ status: z.enum(disputeStatuses), ...amount })).default([]),
});
export type SyncResult = z.output<typeof syncResultSchema>;
