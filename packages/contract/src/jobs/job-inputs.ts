import { filledLine } from "../text/line-schema.ts";
import { z } from "../zod.ts";
import { failedJobStates, jobTasks, maxDiscardReason } from "./job-tasks.ts";

/** Filter for failed jobs. */
const jobFilter = z.object({
  states: z.array(z.enum(failedJobStates)).max(failedJobStates.length).optional(),
  tasks: z.array(z.enum(jobTasks)).max(jobTasks.length).optional(),
});
export type JobFilter = z.output<typeof jobFilter>;

const jobId = z.string().regex(/^\d{1,18}$/);

export const listFailedJobsInput = jobFilter.extend({
  /** `nextCursor` of the page before. */
  cursor: jobId.optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListFailedJobs = z.output<typeof listFailedJobsInput>;

export const retryFailedJobsInput = jobFilter;
export const failedJobInput = z.object({ jobId });
export const discardJobInput = failedJobInput.extend({ reason: filledLine("The reason", maxDiscardReason) });
