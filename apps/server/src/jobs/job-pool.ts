import { EventEmitter } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import type { Log } from "@dualtrack/commerce";
import { openJobConnections, type WorkerLease } from "@dualtrack/db";
import {
  type Job,
  type LogFunctionFactory,
  Logger,
  type ParsedCronItem,
  run,
  type Task,
  type TaskList,
  type WorkerEvents,
} from "graphile-worker";
import { idsOfPayload } from "./payload-ids.ts";

/** How long a pool may take to report finished jobs once none is running, in ms. */
const reportMs = 5_000;

export interface JobPool {
  /** Resolves with the reason once the queue can't be read, or a job's result can't be stored. Never rejects. */
  lost: Promise<unknown>;
  /** Queues a job that has its name as its key: a second one with the same name replaces the first. */
  addJob(task: string): Promise<void>;
  /** Takes no further job, and waits for those that are running. */
  stop(): Promise<void>;
  /** For a stopped pool: unlocks its jobs, so that they may run elsewhere. Rejects while the database is down. */
  release(): Promise<void>;
}

export interface JobPoolOptions {
  databaseUrl: string;
  lease: WorkerLease;
  log: Log;
  /** How many jobs run at a time. */
  concurrency: number;
  tasks: TaskList;
  cron?: ParsedCronItem[];
}

/**
 * Starts a pool of graphile-worker's that never ends the process. It takes no job before it holds its lease.
 * @see https://worker.graphile.org/docs/library/run
 */
export async function openJobPool({
  databaseUrl,
  lease,
  log,
  concurrency,
  tasks,
  cron = [],
}: JobPoolOptions): Promise<JobPool> {
  const { promise: lost, resolve: giveUp } = Promise.withResolvers<unknown>();
  const running = new Set<Promise<void>>();
  let poolId: string | null = null;
  let leaseHeld: Promise<void> | null = null;

  const events: WorkerEvents = new EventEmitter();
  events.on("worker:getJob:error", ({ error }) => giveUp(error));
  events.on("pool:fatalError", ({ error }) => giveUp(error));
  const holdLease: GraphileConfig.Plugin = {
    name: "HoldLease",
    version: "1.0.0",
    worker: {
      hooks: {
        // Awaited before each of the pool's workers looks for its first job.
        startWorker(_context, { worker }) {
          poolId = worker.workerPool.id;
          leaseHeld ??= lease.hold(poolId);
          return leaseHeld;
        },
      },
    },
  };
  const connections = openJobConnections(databaseUrl, {
    max: concurrency + 2, // one to listen, one to add jobs
    onError: (error) => log.warn({ err: error }, "the job queue lost a connection"),
  });
  const runner = await run({
    events,
    pgPool: connections,
    concurrency,
    noHandleSignals: true,
    pollInterval: 1_000, // new jobs come by LISTEN/NOTIFY; this is for those that became due
    taskList: Object.fromEntries(
      Object.entries(tasks).map(([name, task]): [string, Task] => [
        name,
        (...job) => track(running, task?.(...job)),
      ]),
    ),
    parsedCronItems: cron,
    logger: new Logger(logTo(log)),
    preset: {
      plugins: [holdLease],
      // A batch without delay: when the result of a single job can't be stored, graphile-worker leaves a rejection that
      // nobody handles, which ends the process; for a batch it emits `pool:fatalError`.
      worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 },
    },
  }).catch(async (error: unknown) => {
    await connections.end();
    throw error;
  });
  const ended = runner.promise.then(() => giveUp(new Error("The pool of jobs has ended")), giveUp);
  void ended.then(() => connections.end());
  return {
    lost,
    async addJob(task) {
      await runner.addJob(task, {}, { jobKey: task });
    },
    async stop() {
      // It rejects if the pool is already ending by itself.
      const stopped = runner.stop().catch(() => ended);
      await Promise.allSettled(running);
      await Promise.race([stopped, pause(reportMs, undefined, { ref: false })]);
    },
    async release() {
      if (poolId !== null) await lease.release(poolId);
    },
  };
}

function track<Result>(running: Set<Promise<void>>, result: Result): Result {
  const forget = () => void running.delete(settled);
  const settled: Promise<void> = Promise.resolve(result).then(forget, forget);
  running.add(settled);
  return result;
}

/**
 * graphile-worker passes a job in the metadata or in the scope; its payload is not logged, and errors are logged in
 * pino's form.
 */
function logTo(log: Log): LogFunctionFactory {
  return (scope) =>
    (level, message, { error: err, job: about, ...meta } = {}) => {
      const job = about as Partial<Job> | undefined;
      const facts = {
        ...meta,
        ...idsOfPayload(job?.payload),
        err,
        job: scope.taskIdentifier ?? job?.task_identifier,
        jobId: scope.jobId ?? job?.id,
      };
      if (level === "error") log.error(facts, message);
      else if (level === "warning") log.warn(facts, message);
      else log.debug(facts, message);
    };
}
