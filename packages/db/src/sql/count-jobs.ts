import type { Tx } from "../connect.ts";

export interface JobCounts {
  /** Not tried yet. */
  waiting: number;
  /** Failed, and to be tried again. */
  failing: number;
  /** All tries are used up. */
  dead: number;
}

/** The jobs in the queue by how they stand. */
export async function countJobs(tx: Tx): Promise<JobCounts> {
  const [row] = await tx.$queryRaw<[JobCounts]>`
    select (count(*) filter (where attempts = 0))::integer as waiting,
      (count(*) filter (where attempts > 0 and attempts < max_attempts))::integer as failing,
      (count(*) filter (where attempts >= max_attempts))::integer as dead
    from graphile_worker.jobs`;
  return row;
}
