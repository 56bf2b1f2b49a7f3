import { pgNotify } from "../bus.ts";
import type { Tx } from "../connect.ts";

/**
 * Keeps what a job is about when it fails, as graphile-worker shows no job's payload, and tells the page of failed jobs. One statement.
 */
export async function recordJobFailure(
  tx: Tx,
  { jobId, payload, at }: { jobId: string; payload: unknown; at: Date },
): Promise<void> {
  await tx.$executeRaw`
    with failure as (
      insert into job_failure (job_id, payload, failed_at)
      values (${jobId}::bigint, ${JSON.stringify(payload ?? {})}::jsonb, ${at}::timestamptz)
      on conflict (job_id) do update set payload = excluded.payload, failed_at = excluded.failed_at
    )
    select ${pgNotify({ topic: "job", id: jobId })}`;
}

/** Forgets the failures of a job that has ended well, and tells the page. One statement. */
export async function forgetJobFailure(tx: Tx, { jobId }: { jobId: string }): Promise<void> {
  await tx.$executeRaw`
    with forgotten as (delete from job_failure where job_id = ${jobId}::bigint)
    select ${pgNotify({ topic: "job", id: jobId })}`;
}
