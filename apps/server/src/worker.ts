import { setTimeout as pause } from "node:timers/promises";
import { expireCheckouts, jobNames, reconcile, runJob, type Shop, syncOrders } from "@dualtrack/commerce";
import {
  type LogFunctionFactory,
  Logger,
  parseCronItems,
  type Runner,
  run,
  type TaskList,
} from "graphile-worker";

/** How far back the hourly reconciliation looks: a day and a half, so that a night without us is covered. */
const reconcileWindowMs = 36 * 60 * 60_000;

/** What runs by the clock: `[name, crontab pattern, what it does]`. One process of all does each, each time. */
const schedules: [name: string, match: string, run: (shop: Shop) => Promise<unknown>][] = [
  ["sync-orders", "* * * * *", (shop) => syncOrders(shop, { dueOnly: true })],
  ["expire-checkouts", "* * * * *", expireCheckouts],
  ["reconcile", "7 * * * *", (shop) => reconcile(shop, { windowMs: reconcileWindowMs })],
];

/**
 * Runs the jobs of the queue and the schedules until stopped; `stop` lets running jobs finish.
 * @see https://worker.graphile.org/docs/library/run
 */
export async function startWorker(shop: Shop, databaseUrl: string): Promise<{ stop(): Promise<void> }> {
  const runner: Runner = await run({
    connectionString: databaseUrl,
    concurrency: 8,
    noHandleSignals: true,
    pollInterval: 1_000, // new jobs come by LISTEN/NOTIFY; this is for those that became due
    taskList: taskListOf(shop),
    parsedCronItems: parseCronItems(
      schedules.map(([task, match]) => ({ task, match, options: { backfillPeriod: 0 } })),
    ),
    logger: new Logger(logFactory(shop)),
  });
  return {
    async stop() {
      await Promise.race([runner.stop(), pause(10_000, undefined, { ref: false })]);
    },
  };
}

function taskListOf(shop: Shop): TaskList {
  const tasks: TaskList = {};
  for (const name of jobNames) tasks[name] = (payload) => runJob(shop, name, payload);
  for (const [name, , work] of schedules)
    tasks[name] = async () => {
      const report = await work(shop);
      shop.log.info({ schedule: name, report }, "schedule done");
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
