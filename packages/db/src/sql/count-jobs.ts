import type { Tx } from "../connect.ts";

export interface JobCounts {
  /** Not attempted yet. */
  waiting: number;
  /** Failed, with attempts left. */
  failing: number;
  /** All attempts are used up. */
  dead: number;
}

/** The number of jobs in the queue by state. */
export async function countJobs(tx: Tx): Promise<JobCounts> {
  const [row] = await tx.$queryRaw<[JobCounts]>`
    select (count(*) filter (where attempts = 0))::integer as waiting,
      (count(*) filter (where attempts > 0 and attempts < max_attempts))::integer as failing,
      (count(*) filter (where attempts >= max_attempts))::integer as dead
    from graphile_worker.jobs`;
  return row;
}
