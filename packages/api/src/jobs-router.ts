import { countJobFailures, discardJob, listFailedJobs, retryJob, retryJobs } from "@dualtrack/commerce";
import {
  discardJobInput,
  failedJobInput,
  listFailedJobsInput,
  retryFailedJobsInput,
} from "@dualtrack/contract";
import { managerProcedure, router, staffProcedure } from "./trpc.ts";

export const jobsRouter = router({
  /** Jobs that failed and are tried again, and dead ones. */
  failed: staffProcedure
    .input(listFailedJobsInput)
    .query(({ ctx, input }) => listFailedJobs(ctx.shop, input)),
  counts: staffProcedure.query(({ ctx }) => countJobFailures(ctx.shop)),
  retry: managerProcedure
    .input(failedJobInput)
    .mutation(({ ctx, input }) => retryJob(ctx.shop, { ...input, by: ctx.by })),
  /** Those that the filter finds, some hundreds at a time. */
  retryAll: managerProcedure
    .input(retryFailedJobsInput)
    .mutation(({ ctx, input }) => retryJobs(ctx.shop, { ...input, by: ctx.by })),
  discard: managerProcedure
    .input(discardJobInput)
    .mutation(({ ctx, input }) => discardJob(ctx.shop, { ...input, by: ctx.by })),
});
