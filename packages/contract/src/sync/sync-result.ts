import { disputeStatuses } from "../disputes/dispute-states.ts";
import { refundStates } from "../refunds/refund-states.ts";
import { z } from "../zod.ts";
import { syncResultCodes } from "./sync-states.ts";

const amount = { amount: z.int(), currency: z.string() };

/** What came of one payment in a sync by hand, as the database keeps it: facts, which the apps put into words. */
export const syncResultSchema = z.object({
  /** Null: written by an older version, in words. */
  code: z.enum(syncResultCodes).nullable(),
  /** Of `stripe_not_asked` a `StripeProblem` as it is kept, of `fault` our error's words; of an older version, all that it wrote. */
  said: z.string().nullable().default(null),
  /** Refunds that moved or are not through; amounts in minor units. */
  refunds: z.array(z.object({ state: z.enum(refundStates), ...amount })).default([]),
  /** Disputes that are new or stand otherwise than before. */
  disputes: z.array(z.object({ status: z.enum(disputeStatuses), ...amount })).default([]),
});
export type SyncResult = z.output<typeof syncResultSchema>;
