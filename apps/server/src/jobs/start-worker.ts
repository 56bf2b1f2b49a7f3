import { setTimeout as pause } from "node:timers/promises";
import { bindLog, type JobName, jobNames, runJob, type Shop } from "@dualtrack/commerce";
import { openWorkerLease } from "@dualtrack/db";
import type { JobHelpers, TaskList } from "graphile-worker";
import { startJobRunner } from "./job-runner.ts";
import { cronItems, scheduledTasks, schedulesAtStart } from "./schedules.ts";

/** How long running jobs may take when the process stops, in ms. */
const finishMs = 30_000;

/** Mails, labels and exchange rates have slots of their own, so that payments never wait behind a slow mail server, carrier or feed. */
const outsideJobs: readonly JobName[] = [
  "send-mail",
  "finish-label",
  "void-label",
  "store-label",
  "update-exchange-rates",
];

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
  const others = jobNames.filter((name) => !outsideJobs.includes(name));
  const payments = await startJobRunner({
    ...shared,
    concurrency: 8,
    tasks: { ...tasksOf(shop, others), ...scheduledTasks(shop, lease) },
    cron: cronItems(),
  });
  const outside = await startJobRunner({ ...shared, concurrency: 4, tasks: tasksOf(shop, outsideJobs) });
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

function tasksOf(shop: Shop, names: readonly JobName[]): TaskList {
  return Object.fromEntries(
    names.map((name) => [
      name,
      (payload: unknown, { job }: JobHelpers) =>
        runJob(bindLog(shop, { job: name, jobId: job.id }), name, payload),
    ]),
  );
}
