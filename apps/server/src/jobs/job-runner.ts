import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { type JobPool, type JobPoolOptions, openJobPool } from "./job-pool.ts";

/** The wait between two attempts to start again while the database is down, in ms. */
const retryMs = 1_000;

export interface JobRunner extends Pick<JobPool, "addJob" | "stop"> {
  /**
   * Unlocks running jobs, so that they start again elsewhere at once. Only for a process that ends now; rejects while
   * the database is down.
   */
  handBack(): Promise<void>;
}

/**
 * Runs jobs until stopped, also after the database was down. If the queue can't be read, or a job's result can't be
 * stored, it is unknown which jobs are locked under the pool's id. So that pool is given up, and a new one with its own
 * id starts as soon as the database is back. Once the old pool's running jobs have ended, its locks are released: a job
 * whose result could not be stored runs again. Rejects if it can't start.
 */
export async function startJobRunner(options: JobPoolOptions): Promise<JobRunner> {
  const { log } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const isStopping = once(signal, "abort");
  const lostPools = new Set<Promise<void>>();
  let pool = await openJobPool(options);

  const release = (stopped: Promise<void>, given: JobPool): Promise<void> =>
    stopped
      .then(() => given.release())
      .catch((error) => log.warn({ err: error }, "what a pool left locked is freed by the next sweep"));
  const openAgain = async (): Promise<JobPool | null> => {
    while (!signal.aborted) {
      try {
        return await openJobPool(options);
      } catch (error) {
        log.warn({ err: error }, "the job queue is away: it is tried again in a second");
        await Promise.race([pause(retryMs), isStopping]);
      }
    }
    return null;
  };
  const watch = async () => {
    for (;;) {
      const reason = await Promise.race([pool.lost, isStopping]);
      if (signal.aborted) return release(pool.stop(), pool);
      log.error({ err: reason }, "the job queue was lost: it is begun anew");
      const [given, stopped] = [pool, pool.stop()];
      const next = await openAgain();
      const released = release(stopped, given).finally(() => lostPools.delete(released));
      lostPools.add(released);
      if (next === null) return;
      pool = next;
    }
  };
  const watched = watch();
  return {
    addJob: (task) => pool.addJob(task),
    handBack: () => pool.release(),
    async stop() {
      stopping.abort();
      await watched;
      await Promise.all(lostPools);
    },
  };
}
