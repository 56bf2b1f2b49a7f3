import { watch } from "node:fs";
import { join, sep } from "node:path";
import { freePort } from "@dualtrack/db";
import { projectRoot } from "../config/project-root.ts";
import type { Child } from "../local/child-process.ts";

/** Changes within this time of each other count as one, in ms: an editor writes a file in steps. */
const settleMs = 120;

const sources = [
  "apps/server/src",
  "packages/api/src",
  "packages/commerce/src",
  "packages/contract/src",
  "packages/db/src",
];

export interface DevServer {
  /** The server's port; waits while it restarts. Null if it does not start, or has crashed. */
  port(): Promise<number | null>;
  stop(): Promise<void>;
}

/**
 * Runs the server for developers and restarts it when one of its source files changes, after `refreshDatabase` if that
 * was the schema or a migration. If it does not start, or crashes, it waits for the next change. (`node --watch` knows
 * neither when a server is ready nor what to do before its start.)
 */
export async function startDevServer({
  start,
  refreshDatabase,
}: {
  start(port: number): Promise<Child>;
  refreshDatabase(): Promise<void>;
}): Promise<DevServer> {
  let running: { child: Child; port: number } | null = null;
  let restarting: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let databaseChanged = false;

  const begin = async () => {
    const port = await freePort();
    const begun = { child: await start(port), port };
    running = begun;
    void begun.child.ended.then((end) => {
      if (running !== begun) return;
      running = null;
      console.error(`The server ended unexpectedly (${end}); it is started again at the next change.`);
    });
  };
  const end = async () => {
    const ending = running?.child;
    running = null;
    await ending?.stop();
  };
  const restart = async () => {
    await end();
    try {
      if (databaseChanged) await refreshDatabase();
      databaseChanged = false;
      await begin();
      console.log("The server has been started again.");
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      console.error("The server does not start like this; it is tried again at the next change.");
    }
  };
  const onChange = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      restarting = restarting.then(restart);
    }, settleMs);
  };
  const watchFolder = (folder: string, isMeant: (file: string) => boolean, then: () => void) =>
    watch(join(projectRoot, folder), { recursive: true }, (_event, file) => {
      if (file !== null && isMeant(file)) then();
    });
  await begin();
  const watchers = sources.map((folder) =>
    watchFolder(folder, (file) => file.endsWith(".ts") && !file.endsWith(".test.ts"), onChange),
  );
  const isOfDatabase = (file: string) =>
    file === "schema.prisma" || (file.startsWith(`migrations${sep}`) && file.endsWith(".sql"));
  watchers.push(
    watchFolder("prisma", isOfDatabase, () => {
      databaseChanged = true;
      onChange();
    }),
  );
  return {
    async port() {
      await restarting;
      return running?.port ?? null;
    },
    async stop() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      await restarting;
      await end();
    },
  };
}
