import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { withClient } from "@dualtrack/db";
import type { Env } from "../config/env-schema.ts";
import { publicAddress } from "../config/own-address.ts";
import { projectRoot } from "../config/project-root.ts";
import { type Child, startChild } from "../local/child-process.ts";
import type { Services } from "../local/open-services.ts";
import type { Run } from "../local/run.ts";
import { type Member, startMember } from "./member.ts";
import { startNginx } from "./nginx.ts";

/** Several processes of the built server on one machine, as in production, with a real balancer in front of them. */
export interface Cluster {
  /** Where customers and staff find it. */
  url: string;
  webs: readonly (Member & { port: number })[];
  workers: readonly Member[];
  proxy: Member;
  /** Restarts webs and workers one after another, as a new version is brought in. Nobody notices. */
  restartInTurn(): Promise<void>;
  /** Ends PostgreSQL, which is started again; `fast` ends its sessions in order, `crash` does not. Resolves when it answers. */
  restartPostgres(how: "fast" | "crash"): Promise<void>;
}

/** One process of the built server on this machine. `variables` are those of the services and its own. */
export function startServer(
  run: Run,
  name: string,
  { variables, onLine }: { variables: Record<string, string>; onLine(line: string): void },
): Promise<Child> {
  const args = ["--disable-warning=DeprecationWarning", join(projectRoot, "apps/server/dist/main.js")];
  return startChild(name, args, { env: variables, onLine, signal: run.signal });
}

/**
 * Starts webs, workers and nginx on `services`. The proxy listens at PORT, the webs at the ports that are given. A process that ends is started again;
 * `onLost` is called when that does not succeed.
 */
export async function openCluster(
  run: Run,
  env: Env,
  {
    services,
    nginx,
    webPorts,
    workers,
    variables = {},
    say,
    onLost,
  }: {
    services: Services;
    /** The program. */
    nginx: string;
    webPorts: readonly number[];
    workers: number;
    /** More variables for the servers. */
    variables?: Record<string, string>;
    say(line: string): void;
    onLost(error: unknown): void;
  },
): Promise<Cluster> {
  const url = publicAddress(env);
  const shared = {
    ...services.variables,
    PUBLIC_URL: url,
    HOST: "127.0.0.1",
    TRUST_PROXY: "loopback",
    WEB_CONCURRENCY: "1",
    DRAIN_SECONDS: "2", // longer than it takes until nginx has noticed
    ...variables,
  };
  const member = async (name: string, start: () => Promise<Child>) =>
    run.add(await startMember(name, start, { say, onLost }));
  const server = (name: string, own: Record<string, string>) =>
    member(name, () =>
      startServer(run, name, {
        variables: { ...shared, ...own },
        onLine: (line) => say(`[${name}] ${line}`),
      }),
    );
  const web = async (port: number, place: number) =>
    Object.assign(await server(`web-${place + 1}`, { ROLE: "web", PORT: String(port) }), { port });
  const worker = (place: number) => server(`worker-${place + 1}`, { ROLE: "worker" });
  const [webs, running] = await run.together([
    run.together(webPorts.map(web)),
    run.together(Array.from({ length: workers }, (_, place) => worker(place))),
  ]);
  const folder = join(env.DUALTRACK_DATA_DIR, "nginx");
  const place = { folder, webPorts, httpPort: env.PORT, tls: null };
  const proxy = await member("nginx", () => startNginx(nginx, place));
  return {
    url,
    webs,
    workers: running,
    proxy,
    async restartInTurn() {
      const asking = new AbortController();
      const asked = askWhoStops(url, asking.signal);
      for (const each of webs) await each.restart();
      asking.abort();
      await asked;
      for (const each of running) await each.restart();
    },
    restartPostgres: (how) => restartPostgres(env, services, how),
  };
}

/** Lets nginx notice which web stops, and leave it out before it closes its port. */
async function askWhoStops(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await fetch(`${url}/webs-ready`)
      .then((answer) => answer.arrayBuffer())
      .catch(() => {}); // nginx is being started again
    await pause(50);
  }
}

/** Ends the embedded PostgreSQL of the data folder; who supervises it starts it again. Resolves when it answers. */
export async function restartPostgres(
  { DUALTRACK_DATA_DIR: dataDir }: Env,
  { variables: { DATABASE_URL: url } }: Services,
  how: "fast" | "crash",
): Promise<void> {
  const pid = await postgresPid(dataDir);
  if (pid === null) throw new Error("PostgreSQL does not run");
  process.kill(pid, how === "fast" ? "SIGINT" : "SIGQUIT");
  for (;;) {
    await pause(50);
    const now = await postgresPid(dataDir);
    if (now === null || now === pid) continue;
    const answers = await withClient(url, (client) => client.query("select 1")).catch(() => null);
    if (answers !== null) return;
  }
}

/** The embedded PostgreSQL's first process; null: it does not run. */
export async function postgresPid(dataDir: string): Promise<number | null> {
  const text = await readFile(join(dataDir, "postgres/postmaster.pid"), "utf8").catch(() => "");
  const pid = Number.parseInt(text, 10);
  return pid > 0 ? pid : null;
}
