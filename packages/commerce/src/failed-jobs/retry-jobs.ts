import type { AuditSubject, JobFilter } from "@dualtrack/contract";
import { countRetriableJobs, lockFailedJobs, notify, retryFailedJobs } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import type { Shop } from "../shop.ts";
import { type StaffUnit, transactFor } from "../unit-of-work.ts";

/** The most jobs in one transaction, so that it stays short. */
const maxPerRetry = 400;

/**
 * Retries a failed or dead job now, with its attempts counted from zero. One that has ended, runs, or was retried and has not run since is left as
 * it is, so a repeated request retries once.
 */
export function retryJob(
  shop: Shop,
  { jobId, by }: { jobId: string; by: Actor },
): Promise<{ retried: number }> {
  return transactFor(shop, by, async (unit) => ({ retried: await retry(unit, { id: jobId, limit: 1 }) }));
}

/** Retries failed and dead jobs that the filter finds, the oldest first. Answers their number, and how many are left. */
export function retryJobs(
  shop: Shop,
  { by, states, tasks }: JobFilter & { by: Actor },
): Promise<{ retried: number; left: number }> {
  return transactFor(shop, by, async (unit) => {
    const retried = await retry(unit, { states, tasks, limit: maxPerRetry });
    return { retried, left: await countRetriableJobs(unit.tx, { states, tasks }) };
  });
}

async function retry(unit: StaffUnit, filter: Parameters<typeof retryFailedJobs>[1]): Promise<number> {
  const { tx } = unit;
  await lockFailedJobs(tx);
  const retried = await retryFailedJobs(tx, filter);
  const [first] = retried;
  if (first === undefined) return 0;
  const numbers: Record<string, number> = {};
  for (const { task } of retried) numbers[task] = (numbers[task] ?? 0) + 1;
  await writeAudit(unit, {
    action: "job.retry",
    subject: "jobs" satisfies AuditSubject,
    before: {},
    after: { count: retried.length, ...numbers },
  });
  await notify(tx, { topic: "job", id: first.id });
  return retried.length;
}
