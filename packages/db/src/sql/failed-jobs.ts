import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";

export interface FailedJob {
  id: string;
  task: string;
  /** `failing`: it is tried again by itself. */
  state: "failing" | "dead";
  attempts: number;
  maxAttempts: number;
  /** Null: the process that ran it ended each time. */
  error: string | null;
  queuedAt: Date;
  /** When it last began or ended. */
  changedAt: Date;
  /** The next attempt; of a dead job it never comes. */
  runAt: Date;
  isRunning: boolean;
  /** Null: no failure of it was recorded. */
  payload: Record<string, unknown> | null;
}

/** Which of the failed jobs; what is left out is not asked for. */
export interface FailedJobFilter {
  states?: readonly FailedJob["state"][] | undefined;
  tasks?: readonly string[] | undefined;
  id?: string | undefined;
}

/** graphile-worker counts an attempt when it begins, so a job that runs its last one is not dead yet. */
const state = Prisma.sql`case when j.attempts >= j.max_attempts and j.locked_at is null then 'dead' else 'failing' end`;

const isRetriable = Prisma.sql`j.locked_at is null and j.attempts > 0`;

function isFailed({ states, tasks, id }: FailedJobFilter): Prisma.Sql {
  return Prisma.sql`
    (j.last_error is not null or (j.attempts >= j.max_attempts and j.locked_at is null))
    ${states?.length ? Prisma.sql`and ${state} = any(${states}::text[])` : Prisma.empty}
    ${tasks?.length ? Prisma.sql`and j.task_identifier = any(${tasks}::text[])` : Prisma.empty}
    ${id === undefined ? Prisma.empty : Prisma.sql`and j.id = ${id}::bigint`}`;
}

/** Jobs that failed and wait for their next attempt, or have none left: the newest first. @param before an id */
export function listFailedJobs(
  tx: Tx,
  { before, limit, ...filter }: FailedJobFilter & { before?: string | undefined; limit: number },
): Promise<FailedJob[]> {
  return tx.$queryRaw`
    select j.id::text, j.task_identifier as task, ${state} as state, j.attempts, j.max_attempts as "maxAttempts",
      j.last_error as error, j.created_at as "queuedAt", j.updated_at as "changedAt", j.run_at as "runAt",
      j.locked_at is not null as "isRunning", f.payload
    from graphile_worker.jobs j left join job_failure f on f.job_id = j.id
    where ${isFailed(filter)} ${before === undefined ? Prisma.empty : Prisma.sql`and j.id < ${before}::bigint`}
    order by j.id desc limit ${limit}`;
}

/** The number of failed jobs by task and state. */
export function countFailedJobs(
  tx: Tx,
): Promise<{ task: string; state: FailedJob["state"]; count: number }[]> {
  return tx.$queryRaw`
    select j.task_identifier as task, ${state} as state, count(*)::integer as count
    from graphile_worker.jobs j where ${isFailed({})} group by 1, 2 order by 1, 2`;
}

/** Whoever retries or gives up jobs waits for the others, so that each job is counted once. Until the transaction ends. */
export async function lockFailedJobs(tx: Tx): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('failed jobs', 0))`;
}

/**
 * Lets failed jobs run now, with their attempts counted from zero. A job that runs, or that was retried and has not run since, is left as it is.
 * @see https://worker.graphile.org/docs/admin-functions#reschedule-jobs
 */
export function retryFailedJobs(
  tx: Tx,
  { limit, ...filter }: FailedJobFilter & { limit: number },
): Promise<{ id: string; task: string }[]> {
  return tx.$queryRaw`
    with chosen as (
      select j.id, j.task_identifier as task from graphile_worker.jobs j
      where ${isFailed(filter)} and ${isRetriable} order by j.id limit ${limit}
    )
    select chosen.id::text, chosen.task
    from graphile_worker.reschedule_jobs(array(select id from chosen), run_at := now(), attempts := 0) retried
    join chosen on chosen.id = retried.id`;
}

/** The number of jobs that `retryFailedJobs` would find. */
export async function countRetriableJobs(tx: Tx, filter: FailedJobFilter): Promise<number> {
  const [row] = await tx.$queryRaw<[{ count: number }]>`
    select count(*)::integer as count from graphile_worker.jobs j where ${isFailed(filter)} and ${isRetriable}`;
  return row.count;
}

/** Removes a failed job that is not running. Answers false if it is gone, or running. */
export async function removeFailedJob(tx: Tx, { id }: { id: string }): Promise<boolean> {
  const removed = await tx.$queryRaw<unknown[]>`
    select id::text from graphile_worker.complete_jobs(array(
      select j.id from graphile_worker.jobs j where ${isFailed({ id })} and j.locked_at is null
    ))`;
  await tx.$executeRaw`delete from job_failure where job_id = ${id}::bigint`;
  return removed.length === 1;
}
