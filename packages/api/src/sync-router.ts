import { getSyncProgress, getSyncRun, listPending, listSyncRuns, startSyncRun } from "@dualtrack/commerce";
import { listSyncRunsInput, startSyncInput, syncRunInput } from "@dualtrack/contract";
import { managerProcedure, router, staffProcedure } from "./trpc.ts";

export const syncRouter = router({
  start: managerProcedure
    .input(startSyncInput)
    .mutation(({ ctx, input }) => startSyncRun(ctx.shop, { ...input, by: ctx.by })),
  pending: staffProcedure.query(({ ctx }) => listPending(ctx.shop)),
  run: staffProcedure.input(syncRunInput).query(({ ctx, input }) => getSyncRun(ctx.shop, input)),
  /** The run's progress. */
  progress: staffProcedure.input(syncRunInput).query(({ ctx, input }) => getSyncProgress(ctx.shop, input)),
  runs: staffProcedure.input(listSyncRunsInput).query(({ ctx, input }) => listSyncRuns(ctx.shop, input)),
});
