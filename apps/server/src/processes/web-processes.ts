import cluster, { type Worker } from "node:cluster";
import type { Log } from "@dualtrack/commerce";
import type { Registry } from "prom-client";
import { StartError } from "../config/start-error.ts";
import { answerMetrics } from "./cluster-metrics.ts";

/** How long after its end a process is started again, in ms: twice as long each time, until one has lasted for a while. */
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;
const steadyMs = 60_000;

export interface WebProcesses {
  /** Tells all of them to stop as one web does, and waits until they have. */
  stop(): Promise<void>;
}

/**
 * Starts so many web processes that share this one's port: the operating system gives connections to this process, which hands them
 * out in turn. Resolves when all are ready; throws a StartError if one ends before, having said why. One that ends later is started
 * again after a pause. `ofJobs`: the metrics of this process, which are added to theirs; null: it runs no jobs.
 */
export async function startWebProcesses(
  count: number,
  { log, ofJobs }: { log: Log; ofJobs: Registry | null },
): Promise<WebProcesses> {
  let isStopping = false;
  const pauses = new Set<NodeJS.Timeout>();

  function startAgain(pauseMs: number, code: number | string): void {
    log.error({ code, pauseMs }, "a web process ended by itself; another one starts after a pause");
    const timer = setTimeout(() => {
      pauses.delete(timer);
      follow(cluster.fork({ ROLE: "web" }), pauseMs);
    }, pauseMs);
    pauses.add(timer);
  }

  function follow(web: Worker, pauseMs: number): void {
    const startedAt = performance.now();
    web.once("exit", (code, signal) => {
      if (isStopping) return;
      const hasLasted = performance.now() - startedAt >= steadyMs;
      startAgain(hasLasted ? firstPauseMs : Math.min(pauseMs * 2, longestPauseMs), signal ?? code);
    });
  }

  const stop = async () => {
    isStopping = true;
    for (const timer of pauses) clearTimeout(timer);
    await Promise.all(Object.values(cluster.workers ?? {}).map((web) => web && stopOne(web)));
  };

  answerMetrics(ofJobs);
  const first = Array.from({ length: count }, () => cluster.fork({ ROLE: "web" }));
  const areReady = await Promise.all(first.map(isReady));
  if (areReady.includes(false)) {
    await stop();
    throw new StartError("The shop does not start: one of its web processes has ended.");
  }
  for (const web of first) follow(web, firstPauseMs / 2);
  return { stop };
}

function isReady(web: Worker): Promise<boolean> {
  return new Promise((resolve) => {
    web.on("message", (message: { type?: string }) => {
      if (message.type === "ready") resolve(true);
    });
    web.once("exit", () => resolve(false));
  });
}

function stopOne(web: Worker): Promise<void> {
  if (web.isDead()) return Promise.resolve();
  return new Promise((resolve) => {
    web.once("exit", () => resolve());
    web.process.kill("SIGTERM");
  });
}
