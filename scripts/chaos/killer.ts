import { setTimeout as pause } from "node:timers/promises";
import type { Choices } from "./choices.ts";
import type { MailGap } from "./mail-gap.ts";
import type { World } from "./world.ts";

const targets = [
  [8, "web killed"],
  [6, "worker killed"],
  [3, "nginx killed"],
  [2, "PostgreSQL restarted"],
  [2, "PostgreSQL crashed"],
  [4, "connections to PostgreSQL cut"],
  [1, "all webs and workers killed"],
  [1, "rolling restart"],
] as const;

/** How often each of them was done. */
export type Kills = Map<string, number>;

/** Ends one part of the cluster after another, until `signal` aborts. Each comes back by itself. */
export async function killParts(
  world: World,
  choices: Choices,
  { signal, mailGap, everyMs }: { signal: AbortSignal; mailGap: MailGap; everyMs: number },
): Promise<Kills> {
  const kills: Kills = new Map();
  const { cluster, shop } = world;
  for (;;) {
    await pause(everyMs * (0.5 + choices.number()), undefined, { signal }).catch(() => {});
    if (signal.aborted) return kills;
    const what = choices.weighted(targets);
    const [web, worker] = [choices.oneOf(cluster.webs), choices.oneOf(cluster.workers)];
    kills.set(what, (kills.get(what) ?? 0) + 1);
    if (what === "web killed") await web.kill();
    if (what === "worker killed") await worker.kill();
    if (what === "nginx killed") await cluster.proxy.kill();
    if (what === "PostgreSQL restarted") await cluster.restartPostgres("fast");
    if (what === "PostgreSQL crashed") await cluster.restartPostgres("crash");
    if (what === "connections to PostgreSQL cut")
      await shop.db.$queryRaw`
        select pg_terminate_backend(pid)::text from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`.catch(() => {}); // our own was among them
    if (what === "all webs and workers killed")
      await Promise.all([...cluster.webs, ...cluster.workers].map((each) => each.kill()));
    if (what === "rolling restart") await cluster.restartInTurn();
    await mailGap.look();
  }
}

/** Resolves when every part of the cluster runs. */
export async function untilAllRun({ cluster }: World): Promise<void> {
  for (const each of [...cluster.webs, ...cluster.workers, cluster.proxy]) await each.running();
}
