import { setTimeout as pause } from "node:timers/promises";
import {
  bindLog,
  type JobName,
  jobNames,
  keepFailure,
  runJob,
  type Shop,
  secondsSince,
} from "@dualtrack/commerce";
import { openWorkerLease } from "@dualtrack/db";
import type { JobHelpers, Task, TaskList } from "graphile-worker";
import { startJobRunner } from "./job-runner.ts";
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
        .map(([name, task]) => [name, measured(shop, name, task)]),
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

/** The same task, of which each run is measured. */
function measured({ measures }: Shop, name: string, task: Task | undefined): Task {
  return async (...job) => {
    const begun = performance.now();
    let outcome = "failed";
    try {
      await task?.(...job);
      outcome = "done";
    } finally {
      measures.record("job_duration_seconds", { task: name, outcome }, secondsSince(begun));
    }
  };
}

function jobTasks(shop: Shop): TaskList {
  return Object.fromEntries(
    jobNames.map((name) => [
      name,
      (payload: unknown, { job }: JobHelpers) => {
        const bound = bindLog(shop, { job: name, jobId: job.id });
        const { id, attempts } = job;
        return keepFailure(bound, { id, payload, attempts }, () => runJob(bound, name, payload));
      },
    ]),
  );
}
