import { createServer, type Server } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { alignOrderNumbers } from "@dualtrack/commerce";
import { deploymentFrom, openShop } from "./config/deployment.ts";
import type { Env } from "./config/env-schema.ts";
import { listenProblem } from "./config/listen-problem.ts";
import { openLog } from "./config/open-log.ts";
import { readEnv } from "./config/read-env.ts";
import { retiredVariables } from "./config/retired-variables.ts";
import { StartError } from "./config/start-error.ts";
import { assertMigrated, assertReachable, assertStaff } from "./database/assert-database.ts";
import { createApp } from "./http/app.ts";
import { createDrain } from "./http/drain.ts";
import { uploadMs } from "./http/limit-body-time.ts";
import { startWorker } from "./jobs/start-worker.ts";

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
  const log = openLog(env);
  for (const line of retiredVariables(process.env)) log.warn({}, line);
  process.once("disconnect", endOrphaned);
  await assertReachable(databaseUrl, { say: (line) => log.warn({}, line) });
  await assertMigrated(databaseUrl);
  await assertStaff(env, databaseUrl);
  const { shop, close } = await openShop(deployment, log);
  await alignOrderNumbers(shop);
  const worker = env.ROLE === "web" ? null : await startWorker(shop, databaseUrl);
  const drain = createDrain();
  const app = createApp(shop, deployment, drain);
  const server =
    env.ROLE === "worker" ? null : await listen(createServer({ requestTimeout: uploadMs }, app), env);

  const stop = stopOnce(async () => {
    log.info({}, "stopping");
    const [cut = 0] = await Promise.all([
      server === null ? 0 : drain.stop(server, { noticed: pause(env.DRAIN_SECONDS * 1_000) }),
      worker?.finish(),
    ]);
    if (cut > 0) log.warn({ requests: cut }, "requests were cut off: they took too long");
    await worker?.stop();
    await close();
    log.info({}, "stopped");
    process.exit(0);
  });
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  process.off("disconnect", endOrphaned);
  process.on("disconnect", stop); // the starter is gone
  process.send?.({ type: "ready" });
  log.info({ port: env.PORT, role: env.ROLE }, "ready");
}

/** The starter was killed during the start: nothing else would stop this process. */
function endOrphaned(): never {
  process.exit(1);
}

function listen(server: Server, { HOST: host, PORT: port }: Env): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(listenProblem(error, { name: "PORT", port, host })));
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
