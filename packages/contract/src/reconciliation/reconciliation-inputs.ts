import { day } from "../day.ts";
import { searchText } from "../text/search-text.ts";
import { manyLines, typedText } from "../text/typed-text.ts";
import { z } from "../zod.ts";
import { discrepancyKinds } from "./discrepancy-kinds.ts";
import { maxReconciledDays } from "./reconciliation-runs.ts";

const dayMs = 24 * 60 * 60_000;

/** Whole days in the shop's time zone. */
const days = { from: day, to: day };
export interface ReconciliationWindow {
  from: string;
  to: string;
}

const inOrder = ({ from, to }: ReconciliationWindow) => from <= to;
const notInOrder = { error: "The last day is before the first", path: ["to"] };

const notTooLong = ({ from, to }: ReconciliationWindow) =>
  Date.parse(to) - Date.parse(from) < maxReconciledDays * dayMs;
const tooLong = { error: `At most ${maxReconciledDays} days`, path: ["to"] };

export const reconciliationWindow = z.object(days).refine(inOrder, notInOrder).refine(notTooLong, tooLong);

export const startReconciliationInput = z
  .object({
    /** Made once per press. It becomes the run's id, so that a repeated request makes one run. */
    requestId: z.uuid(),
    ...days,
  })
  .refine(inOrder, notInOrder)
  .refine(notTooLong, tooLong);

export const reconciliationRunInput = z.object({ runId: z.uuid() });

export const listReconciliationRunsInput = z.object({
  /** `nextCursor` of the page before. */
  cursor: z.string().max(100).optional(),
  limit: z.number().int().min(1).max(100).default(20),
});
export type ListReconciliationRuns = z.output<typeof listReconciliationRunsInput>;

const discrepancyFilter = z.object({
  /** `closed`: repaired, vanished or dismissed. */
  show: z.enum(["open", "closed"]).default("open"),
  kind: z.enum(discrepancyKinds).optional(),
  /** An order's number, or the whole id of a payment, session, refund or checkout. */
  q: searchText.optional(),
});
export type DiscrepancyFilter = z.output<typeof discrepancyFilter>;

export const listDiscrepanciesInput = discrepancyFilter.extend({
  /** `nextCursor` of the page before. */
  cursor: z.string().max(100).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListDiscrepancies = z.output<typeof listDiscrepanciesInput>;

export const countDiscrepanciesInput = discrepancyFilter;

/** A CSV file of all that match, newest first. */
export const exportDiscrepanciesInput = discrepancyFilter;

export const discrepancyInput = z.object({ discrepancyId: z.uuid() });

export const dismissDiscrepancyInput = discrepancyInput.extend({
  /** As it was shown: what has changed since is not dismissed. */
  version: z.number().int().min(1),
  note: typedText.min(1, "Say why").max(500, "At most 500 characters").regex(manyLines),
});
