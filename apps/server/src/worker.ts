import { EventEmitter } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import {
  expireCheckouts,
  inBackground,
  jobNames,
  probeFailingStripe,
  reconcile,
  runJob,
  type Shop,
  syncOrders,
} from "@dualtrack/commerce";
import { openWorkerLease, type WorkerLease } from "@dualtrack/db";
import {
  type LogFunctionFactory,
  Logger,
  parseCronItems,
  type Runner,
  run,
  type TaskList,
  type WorkerEvents,
} from "graphile-worker";
import { reconcileWindowMs } from "./reconcile-window.ts";

/** What runs by the clock: `[name, crontab pattern, what it does]`. One process of all does each, each time. */
type Schedule = [name: string, match: string, run: (shop: Shop, lease: WorkerLease) => Promise<unknown>];
const schedules: Schedule[] = [
  ["free-abandoned-jobs", "* * * * *", (_shop, lease) => lease.freeAbandonedJobs()],
  ["sync-orders", "* * * * *", (shop) => syncOrders(shop, { dueOnly: true })],
  ["expire-checkouts", "* * * * *", expireCheckouts],
  ["probe-failing-stripe", "* * * * *", probeFailingStripe],
  ["reconcile", "7 * * * *", (shop) => reconcile(shop, { windowMs: reconcileWindowMs })],
];

/**
 * Runs the jobs of the queue and the schedules until stopped; `stop` lets running jobs finish.
 * @see https://worker.graphile.org/docs/library/run
 */
export async function startWorker(shop: Shop, databaseUrl: string): Promise<{ stop(): Promise<void> }> {
  const lease = await openWorkerLease(databaseUrl, (error) =>
    shop.log.error({ err: error }, "the worker's lease lost its connection"),
  );
  const events: WorkerEvents = new EventEmitter();
  events.on("worker:create", ({ worker }) => {
    lease.hold(worker.workerId).catch((error) => shop.log.error({ err: error }, "a worker has no lease"));
  });
  const runner: Runner = await run({
    events,
    connectionString: databaseUrl,
    concurrency: 8,
    noHandleSignals: true,
    pollInterval: 1_000, // new jobs come by LISTEN/NOTIFY; this is for those that became due
    taskList: taskListOf(shop, lease),
    parsedCronItems: parseCronItems(
      schedules.map(([task, match]) => ({ task, match, options: { backfillPeriod: 0 } })),
    ),
    logger: new Logger(logFactory(shop)),
  });
  // What was cut off when a process died goes on now, not at the next full minute. Reconciliation finds out whether the
  // database was restored from a dump.
  for (const task of ["free-abandoned-jobs", "sync-orders", "reconcile"])
    await runner.addJob(task, {}, { jobKey: task });
  return {
    async stop() {
      await Promise.race([runner.stop(), pause(10_000, undefined, { ref: false })]);
      await lease.close();
    },
  };
}

function taskListOf(shop: Shop, lease: WorkerLease): TaskList {
  const tasks: TaskList = {};
  for (const name of jobNames) tasks[name] = (payload) => runJob(shop, name, payload);
  for (const [name, , work] of schedules)
    tasks[name] = async () => {
      const report = await inBackground(() => work(shop, lease));
      shop.log.debug({ schedule: name, report }, "schedule done");
    };
  return tasks;
}

function logFactory({ log }: Shop): LogFunctionFactory {
  return (scope) => (level, message, meta) => {
    const facts = { ...meta, job: scope.taskIdentifier, jobId: scope.jobId };
    if (level === "error") log.error(facts, message);
    else if (level === "warning") log.warn(facts, message);
    else log.debug(facts, message);
  };
}
