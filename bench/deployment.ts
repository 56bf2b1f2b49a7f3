import { mkdtempSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../apps/server/src/config/project-root.ts";
import { ensureOwner } from "../apps/server/src/database/owner.ts";
import { type Child, startChild } from "../apps/server/src/local/child-process.ts";
import { diskStorage, webhookEventTypes } from "../packages/commerce/src/index.ts";
import { connect, freePort, migrate, startEmbeddedPostgres } from "../packages/db/src/index.ts";
import { seedDemoShop } from "../prisma/seed.ts";

const token = "monitoring-of-a-bench-0123456789abcdef";
const keys = {
  STRIPE_SECRET_KEY: "sk_test_sandbox",
  STRIPE_PUBLISHABLE_KEY: "pk_test_sandbox",
  STRIPE_WEBHOOK_SECRET: "whsec_dualtrack_sandbox",
};

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
  const files = join(dir, "files");
  let postgres = await startEmbeddedPostgres({ dir: join(dir, "postgres") });
  const { port: postgresPort } = postgres;
  const databaseUrl = await postgres.database("dualtrack");
  await migrate(databaseUrl);
  const db = connect(databaseUrl, { maxConnections: 2 });
  await seedDemoShop(db, diskStorage(files));
  await ensureOwner(db, { email: "owner@example.com", password: "a password of theirs", name: "Owner" });
  await db.$disconnect();

  const running: Child[] = [];
  const run = async (name: string, path: string, env: NodeJS.ProcessEnv) => {
    const { signal } = new AbortController();
    const args = ["--disable-warning=DeprecationWarning", join(projectRoot, path)];
    const child = await startChild(name, args, {
      env,
      signal,
      onLine: () => {},
    });
    running.push(child);
    return child;
  };
  const stripeUrl = `http://127.0.0.1:${await freePort()}`;
  const sandbox = await run("sandbox", "packages/stripe-sandbox/src/cli.ts", {
    SANDBOX_PORT: new URL(stripeUrl).port,
    SANDBOX_DATA_DIR: join(dir, "stripe"),
    SANDBOX_WEBHOOK_EVENTS: webhookEventTypes.join(","),
    SANDBOX_WEBHOOK_URL: `http://127.0.0.1:${publicPort}/webhooks/stripe`,
    SANDBOX_WEBHOOK_SECRET: keys.STRIPE_WEBHOOK_SECRET,
  });
  return {
    databaseUrl,
    postgresLog: join(dir, "postgres.log"),
    pids: {
      sandbox: sandbox.pid ?? 0,
      postgres: Number(readFileSync(join(dir, "postgres", "postmaster.pid"), "utf8").split("\n")[0]),
    },
    stripe: { url: stripeUrl, secretKey: keys.STRIPE_SECRET_KEY },
    start: (role, port) =>
      run(role, "apps/server/dist/main.js", {
        ...keys,
        ROLE: role,
        PORT: String(port),
        HOST: "127.0.0.1",
        PUBLIC_URL: `http://127.0.0.1:${publicPort}`,
        DATABASE_URL: databaseUrl,
        STORAGE_DIR: files,
        STRIPE_API_BASE: stripeUrl,
        APP_SECRET: "secret-of-a-bench-0123456789abcdef",
        MONITORING_TOKEN: token,
        DRAIN_SECONDS: "3",
        TRUST_PROXY: "loopback",
        MAX_HOLDS_PER_NETWORK: "100000",
        MAX_SHARE_PER_NETWORK: "100",
        MAX_UNITS_PER_CHECKOUT: "100000",
        MAX_CHECKOUTS_PER_MINUTE: "100000",
        MAX_CART_CHANGES_PER_MINUTE: "100000",
        MAX_READS_PER_MINUTE: "1000000",
      }),
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
    async restartPostgres() {
      await postgres.stop();
      postgres = await startEmbeddedPostgres({ dir: join(dir, "postgres"), port: postgresPort });
    },
    async close() {
      await Promise.all(running.map((child) => child.stop()));
      await postgres.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
