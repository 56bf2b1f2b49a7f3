import {
  countDiscrepancies,
  dismissDiscrepancy,
  getReconciliationRun,
  listDiscrepancies,
  listReconciliationRuns,
  repairDiscrepancy,
  startReconciliation,
} from "@dualtrack/commerce";
import {
  countDiscrepanciesInput,
  discrepancyInput,
  dismissDiscrepancyInput,
  listDiscrepanciesInput,
  listReconciliationRunsInput,
  reconciliationRunInput,
  startReconciliationInput,
} from "@dualtrack/contract";
import { managerProcedure, router, staffProcedure } from "./trpc.ts";

/** Comparisons of Stripe with the database, and what they have found different. */
export const reconciliationRouter = router({
  start: managerProcedure
    .input(startReconciliationInput)
    .mutation(({ ctx, input: { requestId, ...window } }) =>
      startReconciliation(ctx.shop, { requestId, window, by: ctx.by }),
    ),
  run: staffProcedure
    .input(reconciliationRunInput)
    .query(({ ctx, input }) => getReconciliationRun(ctx.shop, input)),
  runs: staffProcedure
    .input(listReconciliationRunsInput)
    .query(({ ctx, input }) => listReconciliationRuns(ctx.shop, input)),
  discrepancies: staffProcedure
    .input(listDiscrepanciesInput)
    .query(({ ctx, input }) => listDiscrepancies(ctx.shop, input)),
  /** The number of rows in a filtered list. */
  count: staffProcedure
    .input(countDiscrepanciesInput)
    .query(async ({ ctx, input }) => ({ count: await countDiscrepancies(ctx.shop, input) })),
  repair: managerProcedure
    .input(discrepancyInput)
    .mutation(({ ctx, input }) => repairDiscrepancy(ctx.shop, { ...input, by: ctx.by })),
  dismiss: managerProcedure
    .input(dismissDiscrepancyInput)
    .mutation(({ ctx, input }) => dismissDiscrepancy(ctx.shop, { ...input, by: ctx.by })),
});
