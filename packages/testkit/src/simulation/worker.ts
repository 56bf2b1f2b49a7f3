import { jobNames, runJob, type Shop } from "@dualtrack/commerce";
import type { Scheduler, SimulatedProcess } from "./scheduler.ts";

interface Claimed {
  id: string;
  task: string;
  payload: unknown;
}

/** Longer than any history. */
const foreverMs = 10 ** 12;

/**
 * Does what graphile-worker does, on the clock: takes the next job that is due, runs it, removes it, or puts it off when it has failed. A
 * job that a dead worker has left is due again.
 */
export async function work(shop: Shop, scheduler: Scheduler, self: SimulatedProcess): Promise<void> {
  const { db, clock } = shop;
  await db.$executeRaw`
    update graphile_worker._private_jobs set locked_at = null, locked_by = null where locked_by = ${self.name}`;
  for (;;) {
    const { job, due } = await claim(shop, self.name);
    if (job === null) {
      const ms = due === null ? foreverMs : Math.max(1, due.getTime() - clock.now().getTime());
      await scheduler.wait(self, ms, { orNews: true });
      continue;
    }
    scheduler.note(self, `begins ${job.task}`);
    try {
      const name = jobNames.find((each) => each === job.task);
      if (name === undefined) throw new Error(`There is no job ${job.task}`);
      await runJob(shop, name, job.payload);
    } catch (error) {
      scheduler.recordFailure(self, error);
      await putOff(shop, job, error);
      continue;
    }
    await db.$executeRaw`delete from graphile_worker._private_jobs where id = ${job.id}::bigint`;
  }
}

/** Takes a job; null: none is due before `due`, if there is one at all. */
async function claim(
  { db, clock }: Shop,
  worker: string,
): Promise<{ job: Claimed | null; due: Date | null }> {
  const [row] = await db.$queryRaw<[{ job: Claimed | null; due: Date | null }]>`
    with next as (
      select id from graphile_worker._private_jobs
      where locked_at is null and attempts < max_attempts and run_at <= ${clock.now()}::timestamptz
      order by priority, run_at, id limit 1 for update skip locked
    ), claimed as (
      update graphile_worker._private_jobs j
      set locked_at = ${clock.now()}::timestamptz, locked_by = ${worker}, attempts = j.attempts + 1
      from next, graphile_worker._private_tasks t
      where j.id = next.id and t.id = j.task_id
      returning json_build_object('id', j.id::text, 'task', t.identifier, 'payload', j.payload) as job
    )
    select (select job from claimed) as job, (
      select min(run_at) from graphile_worker._private_jobs where locked_at is null and attempts < max_attempts
    ) as due`;
  return row;
}

/** @see https://worker.graphile.org/docs/exponential-backoff */
async function putOff({ db, clock }: Shop, job: Claimed, error: unknown): Promise<void> {
  await db.$executeRaw`
    update graphile_worker._private_jobs
    set locked_at = null, locked_by = null, last_error = ${String(error)},
      run_at = ${clock.now()}::timestamptz + exp(least(attempts, 10)) * interval '1 second'
    where id = ${job.id}::bigint`;
}
