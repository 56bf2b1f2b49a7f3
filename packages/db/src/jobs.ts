import { withTrace } from "@dualtrack/tracing";
import { Prisma } from "../generated/prisma/client.ts";
import type { Tx } from "./connect.ts";

export interface JobOptions {
  /** Not before this instant; at once when left out. */
  runAt?: Date;
  /** A job with the same key that has not started yet is replaced. */
  key?: string;
  /** Attempts before the job is given up; graphile-worker waits `exp(min(10, attempt))` seconds between them. */
  maxAttempts?: number;
}

/**
 * Queues a job in the caller's transaction: the job exists if and only if the transaction commits.
 * @see https://worker.graphile.org/docs/sql-add-job
 */
export async function enqueue(
  tx: Tx,
  task: string,
  payload: Record<string, string>,
  options?: JobOptions,
): Promise<void> {
  await tx.$executeRaw`select from ${addJob(task, payload, options)}`;
}

/** The call that queues a job, for a statement that does more. */
export function addJob(
  task: string,
  payload: Record<string, string>,
  { runAt, key, maxAttempts = 25 }: JobOptions = {},
): Prisma.Sql {
  return Prisma.sql`
    graphile_worker.add_job(
      ${task}, payload := ${JSON.stringify(withTrace(payload))}::json, run_at := ${runAt ?? null}::timestamptz,
      max_attempts := ${maxAttempts}::integer, job_key := ${key ?? null}::text)`;
}
