import { createServer, type Server } from "node:http";
import { alignOrderNumbers } from "@dualtrack/commerce";
import pino from "pino";
import { createApp } from "./app.ts";
import { deploymentFrom, openShop } from "./deployment.ts";
import { type Env, readEnv, StartError } from "./env.ts";
import { listenProblem } from "./listen-problem.ts";
import { startWorker } from "./worker.ts";

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
  const log = pino({ level: env.LOG_LEVEL, redact: ["*.client_secret", "*.clientSecret", "*.payload"] });
  const { shop, close } = await openShop(deployment, log);
  await alignOrderNumbers(shop);
  const worker = env.ROLE === "web" ? null : await startWorker(shop, databaseUrl);
  const server = env.ROLE === "worker" ? null : await listen(createServer(createApp(shop, deployment)), env);

  const stop = stopOnce(async () => {
    log.info({}, "stopping");
    if (server !== null) await closeServer(server);
    await worker?.stop();
    await close();
    process.exit(0);
  });
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  process.on("disconnect", stop); // our starter is gone
  process.send?.({ type: "ready" });
  log.info({ port: env.PORT, role: env.ROLE }, "ready");
}

function listen(server: Server, { HOST: host, PORT: port }: Env): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(listenProblem(error, { name: "PORT", port, host })));
    server.listen({ port, host }, () => resolve(server));
  });
}

/** Lets running requests finish; subscriptions never end by themselves, and their browsers reconnect. */
async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((done) => server.close(done));
  const cut = setTimeout(() => server.closeAllConnections(), 1_500);
  await closed;
  clearTimeout(cut);
}

/** Signals come twice when both the terminal and npm send them. */
function stopOnce(stop: () => Promise<void>): () => void {
  let stopping = false;
  return () => {
    if (stopping) return;
    stopping = true;
    void stop();
  };
}
