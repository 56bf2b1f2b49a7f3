import { setTimeout as pause } from "node:timers/promises";
import { type JobName, jobNames, runJob, type Shop } from "@dualtrack/commerce";
import { openWorkerLease } from "@dualtrack/db";
import type { TaskList } from "graphile-worker";
import { startJobRunner } from "./job-runner.ts";
import { cronItems, scheduledTasks, schedulesAtStart } from "./schedules.ts";

/** How long running jobs have for ending when the process stops, in ms. */
const stopMs = 10_000;

/** What waits for a mail server has slots of its own: however slow that is, payments never wait behind a mail. */
const mailJobs: readonly JobName[] = ["send-mail"];

/** Runs the jobs of the queue and the schedules until stopped; `stop` lets running jobs finish. */
export async function startWorker(shop: Shop, databaseUrl: string): Promise<{ stop(): Promise<void> }> {
  const { log } = shop;
  const lease = await openWorkerLease(databaseUrl, (error) =>
    log.error({ err: error }, "the worker's lease lost its connection"),
  );
  const shared = { databaseUrl, lease, log };
  const others = jobNames.filter((name) => !mailJobs.includes(name));
  const payments = await startJobRunner({
    ...shared,
    concurrency: 8,
    tasks: { ...tasksOf(shop, others), ...scheduledTasks(shop, lease) },
    cron: cronItems(),
  });
  const mails = await startJobRunner({ ...shared, concurrency: 4, tasks: tasksOf(shop, mailJobs) });
  for (const task of schedulesAtStart) await payments.addJob(task);
  return {
    async stop() {
      const stopped = Promise.all([payments.stop(), mails.stop()]);
      await Promise.race([stopped, pause(stopMs, undefined, { ref: false })]);
      await lease.close();
    },
  };
}

function tasksOf(shop: Shop, names: readonly JobName[]): TaskList {
  return Object.fromEntries(names.map((name) => [name, (payload: unknown) => runJob(shop, name, payload)]));
}
