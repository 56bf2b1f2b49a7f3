import { setTimeout as pause } from "node:timers/promises";
import {
  becauseOf,
  type JobName,
  jobNames,
  keepFailure,
  runJob,
  type Shop,
  secondsSince,
} from "@dualtrack/commerce";
import { openWorkerLease } from "@dualtrack/db";
import { inSpan, type SpanStart, traceOfJob } from "@dualtrack/tracing";
import type { Job, JobHelpers, Task, TaskList } from "graphile-worker";
import { startJobRunner } from "./job-runner.ts";
import { idsOfPayload } from "./payload-ids.ts";
import { cronItems, type ScheduleName, scheduledTasks, schedulesAtStart } from "./schedules.ts";

/** How long running jobs may take when the process stops, in ms. */
const finishMs = 30_000;

/**
 * Jobs and scheduled tasks that wait for a service other than Stripe have slots of their own, so that payments never wait behind a slow
 * mail server, carrier, feed or bucket.
 */
const outsideTasks: ReadonlySet<string> = new Set<JobName | ScheduleName>([
  "send-mail",
  "send-alert-message",
  "finish-label",
  "void-label",
  "store-label",
  "follow-labels",
  "update-exchange-rates",
  "remove-unused-uploads",
]);

export interface Worker {
  /** Takes no further job, and waits for those that are running, up to a limit. */
  finish(): Promise<void>;
  /** Finishes, and unlocks what still runs: it starts again elsewhere, so the process has to end now. */
  stop(): Promise<void>;
}

/** Runs the jobs of the queue and the scheduled tasks until stopped. */
export async function startWorker(shop: Shop, databaseUrl: string): Promise<Worker> {
  const { log } = shop;
  const lease = await openWorkerLease(databaseUrl, (error) =>
    log.error({ err: error }, "the worker's lease lost its connection"),
  );
  const shared = { databaseUrl, lease, log };
  const tasks = Object.entries({ ...jobTasks(shop), ...scheduledTasks(shop, lease) });
  const tasksThat = (isOutside: boolean): TaskList =>
    Object.fromEntries(
      tasks
        .filter(([name]) => outsideTasks.has(name) === isOutside)
        .map(([name, task]) => [name, followed(shop, name, task)]),
    );
  const payments = await startJobRunner({
    ...shared,
    concurrency: 8,
    tasks: tasksThat(false),
    cron: cronItems(), // it only queues, also what the other slots do
  });
  const outside = await startJobRunner({ ...shared, concurrency: 4, tasks: tasksThat(true) });
  for (const task of schedulesAtStart) await payments.addJob(task);
  const runners = [payments, outside];
  let isLate = false;
  let finished: Promise<void> | null = null;
  const waitForJobs = async () => {
    const stopped = Promise.all(runners.map((runner) => runner.stop())).then(() => false);
    isLate = await Promise.race([stopped, pause(finishMs, true, { ref: false })]);
  };
  const finish = () => {
    finished ??= waitForJobs();
    return finished;
  };
  return {
    finish,
    async stop() {
      await finish();
      if (isLate) {
        log.warn({}, "jobs that take too long are handed back");
        const handBack = (error: unknown) => log.warn({ err: error }, "the next sweep hands jobs back");
        await Promise.all(runners.map((runner) => runner.handBack().catch(handBack)));
      }
      await lease.close();
    },
  };
}

/** The same task, of which each run is measured, and whose lines in the log name it. */
function followed({ measures }: Shop, name: string, task: Task | undefined): Task {
  const run = async (...job: Parameters<Task>) => {
    const begun = performance.now();
    let outcome = "failed";
    try {
      await task?.(...job);
      outcome = "done";
    } finally {
      measures.record("job_duration_seconds", { task: name, outcome }, secondsSince(begun));
    }
  };
  return (payload, helpers) => {
    const jobId = String(helpers.job.id);
    return becauseOf({ job: name, jobId }, () =>
      inSpan(`job ${name}`, spanOf(helpers.job, payload), async () => run(payload, helpers)),
    );
  };
}

/** It goes on with the trace of what queued it. A scheduled task has none, and begins one. */
function spanOf({ id, attempts, created_at }: Job, payload: unknown): SpanStart {
  return {
    kind: "consumer",
    parent: traceOfJob(payload),
    facts: {
      ...{ "dualtrack.job_id": String(id), "dualtrack.attempt": attempts },
      "dualtrack.queued_ms": Date.now() - created_at.getTime(),
      ...Object.fromEntries(
        Object.entries(idsOfPayload(payload)).map(([key, value]) => [`dualtrack.${underscored(key)}`, value]),
      ),
    },
  };
}

/** `paymentIntentId` as `payment_intent_id`. */
function underscored(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function jobTasks(shop: Shop): TaskList {
  return Object.fromEntries(
    jobNames.map((name) => [
      name,
      async (payload: unknown, { job: { id, attempts } }: JobHelpers) => {
        await keepFailure(shop, { id, payload, attempts }, () => runJob(shop, name, payload));
        shop.log.info({ ...idsOfPayload(payload), attempts }, "a job is done");
      },
    ]),
  );
}
