import type { Tx } from "../connect.ts";

/** The number of jobs that have been due for more than `seconds` without a worker starting them. */
export async function countUntouchedJobs(tx: Tx, { seconds }: { seconds: number }): Promise<number> {
  const [row] = await tx.$queryRaw<[{ count: number }]>`
    select count(*)::integer as count from graphile_worker.jobs
    where locked_at is null and attempts < max_attempts
      and run_at < now() - make_interval(secs => ${seconds})`;
  return row.count;
}
