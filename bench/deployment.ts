import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { postgresPid, restartPostgres, startServer } from "../apps/server/src/cluster/open-cluster.ts";
import { demoPassword } from "../apps/server/src/config/demo.ts";
import { parseEnv } from "../apps/server/src/config/read-env.ts";
import type { Child } from "../apps/server/src/local/child-process.ts";
import { openServices } from "../apps/server/src/local/open-services.ts";
import { createRun } from "../apps/server/src/local/run.ts";
import { freePort } from "../packages/db/src/index.ts";

const token = "monitoring-of-a-bench-0123456789abcdef";

/** A shop as in production: processes of `main.ts` on one database, which can be restarted, with the sandbox as Stripe. */
export interface Deployment {
  databaseUrl: string;
  /** The file of PostgreSQL's log. */
  postgresLog: string;
  stripe: { url: string; secretKey: string };
  /** Process ids: of the sandbox, and of PostgreSQL's first process. */
  pids: { sandbox: number; postgres: number };
  /** Starts one more process. A web process listens on `port`. */
  start(role: "web" | "worker", port: number): Promise<Child>;
  /** Whether `/healthz/details` of the web process on `port` reports that everything works; false without an answer. */
  isHealthy(port: number): Promise<boolean>;
  /** What the web process on `port` has used of the processor since its start, and its memory now. */
  processOf(port: number): Promise<{ cpuSeconds: number; memoryBytes: number }>;
  restartPostgres(): Promise<void>;
  close(): Promise<void>;
}

export async function openDeployment({ publicPort }: { publicPort: number }): Promise<Deployment> {
  const dir = mkdtempSync(join(tmpdir(), "dualtrack-bench-"));
  const run = createRun();
  const env = parseEnv({
    DUALTRACK_DATA_DIR: dir,
    PORT: String(publicPort),
    HOST: "127.0.0.1",
    SANDBOX_PORT: String(await freePort()),
  });
  const starting = openServices(run, env, { password: demoPassword, onLost: console.error });
  const services = await starting;
  const { DATABASE_URL: databaseUrl, STRIPE_API_BASE = "", STRIPE_SECRET_KEY = "" } = services.variables;
  return {
    databaseUrl,
    postgresLog: join(dir, "postgres.log"),
    pids: { sandbox: services.sandbox?.pid ?? 0, postgres: (await postgresPid(dir)) ?? 0 },
    stripe: { url: STRIPE_API_BASE, secretKey: STRIPE_SECRET_KEY },
    async start(role, port) {
      const variables = {
        ...services.variables,
        ROLE: role,
        PORT: String(port),
        HOST: "127.0.0.1",
        PUBLIC_URL: `http://127.0.0.1:${publicPort}`,
        MONITORING_TOKEN: token,
        DRAIN_SECONDS: "0",
        TRUST_PROXY: "loopback",
        MAX_HOLDS_PER_NETWORK: "100000",
        MAX_SHARE_PER_NETWORK: "100",
        MAX_UNITS_PER_CHECKOUT: "100000",
        MAX_CHECKOUTS_PER_MINUTE: "100000",
        MAX_CART_CHANGES_PER_MINUTE: "100000",
        MAX_READS_PER_MINUTE: "1000000",
      };
      return run.add(await startServer(run, role, { variables, onLine: () => {} }));
    },
    async isHealthy(port) {
      const answer = await fetch(`http://127.0.0.1:${port}/healthz/details`, {
        headers: { authorization: `Bearer ${token}` },
      }).catch(() => null);
      await answer?.arrayBuffer();
      return answer?.ok ?? false;
    },
    async processOf(port) {
      const answer = await fetch(`http://127.0.0.1:${port}/metrics`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const text = await answer.text();
      const gauge = (name: string) => Number(new RegExp(`^${name} (.+)$`, "m").exec(text)?.[1]);
      return {
        cpuSeconds: gauge("process_cpu_seconds_total"),
        memoryBytes: gauge("process_resident_memory_bytes"),
      };
    },
    restartPostgres: () => restartPostgres(env, services, "fast"),
    async close() {
      await run.stop(starting);
      await rm(dir, { recursive: true, force: true });
    },
  };
}
