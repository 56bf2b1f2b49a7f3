import type { AuditSubject } from "@dualtrack/contract";
import { listFailedJobs, lockFailedJobs, notify, removeFailedJob } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { maskSecrets } from "../webhooks/mask-secrets.ts";
import { discardEffectOf } from "./discard-effects.ts";

/** Gives up a failed or dead job: it is never tried again. JOB_NOT_FAILED: it has ended, or runs. JOB_NOT_DISCARDABLE. */
export function discardJob(
  shop: Shop,
  { jobId, reason, by }: { jobId: string; reason: string; by: Actor },
): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    await lockFailedJobs(tx);
    const [job] = await listFailedJobs(tx, { id: jobId, limit: 1 });
    if (job === undefined) throw new DomainError("JOB_NOT_FAILED", {});
    const effect = discardEffectOf(job.task);
    if (effect === null) throw new DomainError("JOB_NOT_DISCARDABLE", {});
    if (!(await removeFailedJob(tx, { id: jobId }))) throw new DomainError("JOB_NOT_FAILED", {});
    const { task, state, attempts, error } = job;
    await writeAudit(unit, {
      action: "job.discard",
      subject: "jobs" satisfies AuditSubject,
      before: { task, state, attempts, error: error && maskSecrets(error).slice(0, 300) },
      after: { reason, effect, count: 1 },
    });
    await notify(tx, { topic: "job", id: jobId });
  });
}
