import { setTimeout as pause } from "node:timers/promises";
import { getSyncProgress, getSyncRun, listPending, listSyncRuns, startSyncRun } from "@dualtrack/commerce";
import { listSyncRunsInput, startSyncInput, syncRunInput } from "@dualtrack/contract";
import { hintsFrom } from "./hints.ts";
import { managerProcedure, router, staffProcedure } from "./trpc.ts";

/** A run has hints by the dozen each second; a page needs a few. */
const betweenMessagesMs = 200;

export const syncRouter = router({
  start: managerProcedure
    .input(startSyncInput)
    .mutation(({ ctx, input }) => startSyncRun(ctx.shop, { ...input, by: ctx.by })),
  pending: staffProcedure.query(({ ctx }) => listPending(ctx.shop)),
  run: staffProcedure.input(syncRunInput).query(({ ctx, input }) => getSyncRun(ctx.shop, input)),
  /** How far the run has come, now and again after each result, until it is finished. */
  watchRun: staffProcedure.input(syncRunInput).subscription(async function* ({ ctx, input, signal }) {
    const { bus } = ctx.shop;
    const hints = hintsFrom((listener) => bus.subscribe("sync_run", input.runId, listener), signal);
    for await (const _ of hints) {
      const progress = await getSyncProgress(ctx.shop, input);
      yield progress;
      if (progress.finishedAt !== null) return;
      await pause(betweenMessagesMs, undefined, { signal, ref: false }).catch(() => {}); // ends early when nobody listens
    }
  }),
  runs: staffProcedure.input(listSyncRunsInput).query(({ ctx, input }) => listSyncRuns(ctx.shop, input)),
});
