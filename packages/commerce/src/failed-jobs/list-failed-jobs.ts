import type { ListFailedJobs } from "@dualtrack/contract";
import { countFailedJobs, listFailedJobs as readFailedJobs } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { maskSecrets } from "../webhooks/mask-secrets.ts";
import { discardEffectOf } from "./discard-effects.ts";
import { subjectsOf } from "./job-subjects.ts";

/** The longest error that is shown. */
const maxErrorLength = 1_000;

/** Jobs that failed and wait for their next attempt, and dead ones, the newest first, with what they are about. */
export async function listFailedJobs(shop: Shop, { cursor, limit, ...filter }: ListFailedJobs) {
  const rows = await readFailedJobs(shop.db, { ...filter, before: cursor, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const subjects = await subjectsOf(shop, page);
  return {
    jobs: page.map(({ payload: _, error, queuedAt, changedAt, runAt, ...job }) => ({
      ...job,
      subject: subjects.get(job.id) ?? null,
      /** Null: it has none, as the process that ran it ended each time. */
      error: error === null ? null : maskSecrets(error).slice(0, maxErrorLength),
      queuedAt: queuedAt.toISOString(),
      changedAt: changedAt.toISOString(),
      /** Of a dead job: null. */
      nextTryAt: job.state === "dead" ? null : runAt.toISOString(),
      /** What becomes of its work if it is given up; null: it can't be. */
      discardEffect: discardEffectOf(job.task),
    })),
    nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

/** The number of failed jobs by task and state, and of dead events, which have a page of their own. */
export async function countJobFailures(shop: Shop) {
  const [tasks, deadEvents] = await Promise.all([
    countFailedJobs(shop.db),
    shop.db.webhookEvent.count({ where: { state: "dead" } }),
  ]);
  return { tasks, deadEvents };
}
