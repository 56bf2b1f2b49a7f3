import cluster from "node:cluster";
import { createServer, type Server } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { alignOrderNumbers, type Log, type Shop } from "@dualtrack/commerce";
import type { Registry } from "prom-client";
import { type Deployment, deploymentFrom, openShop } from "./config/deployment.ts";
import type { Env } from "./config/env-schema.ts";
import { listenProblem } from "./config/listen-problem.ts";
import { type LogOutput, openLogOutput } from "./config/log-output.ts";
import { openLog } from "./config/open-log.ts";
import { readEnv } from "./config/read-env.ts";
import { retiredVariables } from "./config/retired-variables.ts";
import { StartError } from "./config/start-error.ts";
import { assertMigrated, assertReachable, assertStaff } from "./database/assert-database.ts";
import { createApp } from "./http/app.ts";
import { createDrain, type Drain } from "./http/drain.ts";
import { uploadMs } from "./http/limit-body-time.ts";
import { createWorkerApp } from "./http/worker-app.ts";
import { startWorker, type Worker } from "./jobs/start-worker.ts";
import { watchWorker } from "./jobs/watch-worker.ts";
import { processMetrics } from "./processes/process-metrics.ts";
import { reportEachMinute } from "./processes/report-process.ts";
import { storeCallsRegularly } from "./processes/store-calls.ts";
import { startWebProcesses } from "./processes/web-processes.ts";
import { openTracing } from "./tracing/open-tracing.ts";

// Left alone, V8 lets a heap of 80 MB grow to three times that before it collects all of it; this keeps a process at its size.
setFlagsFromString("--heap-growing-percent=30");

/** How long the end of a process waits for the collector of its spans, in ms. */
const lastSpansMs = 3_000;

/** How long the end of a process waits for a slow reader of its log, in ms. */
const lastLinesMs = 1_000;

// The server process: reads the environment, builds the shop, answers requests and runs the worker.
try {
  await serve();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exit(1);
}

async function serve(): Promise<void> {
  const deployment = deploymentFrom(readEnv());
  const { env, databaseUrl } = deployment;
  const output = openLogOutput(process);
  const log = openLog(env, output);
  output.onResumed((lines) =>
    log.warn({ lines }, "lines of the log were dropped, as they could not be written"),
  );
  for (const line of cluster.isPrimary ? retiredVariables(process.env) : []) log.warn({}, line);
  process.once("disconnect", endOrphaned);
  await assertReachable(databaseUrl, { say: (line) => log.warn({}, line) });
  await assertMigrated(databaseUrl);
  await assertStaff(env, databaseUrl);
  const tracing = await openTracing(env, log);
  const parts = await startParts(deployment, { log, output });

  const stop = stopOnce(async () => {
    log.info({}, "stopping");
    await Promise.all([parts.web?.stop(), parts.worker?.finish()]);
    await parts.worker?.stop();
    await parts.report?.stop();
    await parts.close();
    await tracing.close(lastSpansMs);
    log.info({}, "stopped");
    await output.flush(lastLinesMs);
    process.exit(0);
  });
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  process.off("disconnect", endOrphaned);
  process.on("disconnect", stop); // the starter is gone
  process.send?.({ type: "ready" });
  log.info({ port: env.PORT, role: env.ROLE }, "ready");
}

interface Parts {
  /** Null: this process answers no requests, nor lets others do it. */
  web: { stop(): Promise<void> } | null;
  /** Null: it runs no jobs. */
  worker: Worker | null;
  /** Null: it has nothing to report. */
  report: { stop(): Promise<void> } | null;
  close(): Promise<void>;
}

/** What ROLE and WEB_CONCURRENCY say. Of several web processes this one answers no requests: it starts them, and runs the jobs. */
async function startParts(
  deployment: Deployment,
  { log, output }: { log: Log; output: LogOutput },
): Promise<Parts> {
  const { env, databaseUrl } = deployment;
  const { ROLE: role, WEB_CONCURRENCY: processes = 1 } = env;
  const hasProcesses = cluster.isPrimary && role !== "worker" && processes > 1;
  if (hasProcesses && role === "web")
    return {
      web: await startWebProcesses(processes, { log, ofJobs: null }),
      worker: null,
      report: null,
      close: async () => {},
    };
  const { shop, close } = await openShop(deployment, log);
  output.onDropped((lines) => shop.measures.record("log_lines_dropped_total", {}, lines));
  const ofProcess = processMetrics(shop.measures);
  const drain = createDrain();
  const { countStreams } = drain;
  const reporting = reportEachMinute(shop, { role: hasProcesses ? "worker" : role, countStreams });
  const storing = storeCallsRegularly(shop);
  const report = {
    async stop() {
      await Promise.all([reporting.stop(), storing.stop()]);
    },
  };
  await alignOrderNumbers(shop);
  const worker = role === "web" ? null : await startWorker(shop, databaseUrl);
  if (role === "worker") return { web: await startWorkerPort(shop, env, ofProcess), worker, report, close };
  const web = hasProcesses
    ? await startWebProcesses(processes, { log, ofJobs: ofProcess })
    : await startWeb(shop, deployment, { drain, ofProcess });
  return { web, worker, report, close };
}

/** Answers requests in this process. */
async function startWeb(
  shop: Shop,
  deployment: Deployment,
  { drain, ofProcess }: { drain: Drain; ofProcess: Registry },
): Promise<{ stop(): Promise<void> }> {
  const { env } = deployment;
  const server = await listen(
    createServer({ requestTimeout: uploadMs }, createApp(shop, deployment, { drain, ofProcess })),
    { name: "PORT", port: env.PORT, host: env.HOST },
  );
  const watch = watchWorker(shop);
  return {
    async stop() {
      await watch.stop();
      const cut = await drain.stop(server, { noticed: pause(env.DRAIN_SECONDS * 1_000) });
      if (cut > 0) shop.log.warn({ requests: cut }, "requests were cut off: they took too long");
    },
  };
}

/** Lets monitoring ask a process that only runs jobs, at WORKER_PORT. Null: it is not set, and nobody can. */
async function startWorkerPort(shop: Shop, env: Env, ofProcess: Registry): Promise<Parts["web"]> {
  const { WORKER_PORT: port, HOST: host } = env;
  if (port === undefined) return null;
  let isStopping = false;
  const app = createWorkerApp(shop, env, { ofProcess, isStopping: () => isStopping });
  const server = await listen(createServer(app), { name: "WORKER_PORT", port, host });
  return {
    async stop() {
      isStopping = true;
      const closed = new Promise((done) => server.close(done));
      server.closeIdleConnections();
      await closed;
    },
  };
}

/** The starter was killed during the start: nothing else would stop this process. */
function endOrphaned(): never {
  process.exit(1);
}

function listen(
  server: Server,
  { name, port, host }: { name: string; port: number; host: string | undefined },
): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(listenProblem(error, { name, port, host })));
    server.listen({ port, host }, () => resolve(server));
  });
}

/** Signals come twice if both the terminal and npm send them. */
function stopOnce(stop: () => Promise<void>): () => void {
  let stopping = false;
  return () => {
    if (stopping) return;
    stopping = true;
    void stop();
  };
}
