import { watch } from "node:fs";
import { join, sep } from "node:path";
import { projectRoot } from "../env.ts";
import type { Child } from "./child-process.ts";

/** Changes that come within this time of each other are one: an editor writes a file in steps. */
const settleMs = 120;

const sources = [
  "apps/server/src",
  "packages/api/src",
  "packages/commerce/src",
  "packages/contract/src",
  "packages/db/src",
];

/**
 * Runs the server for developers: starts it again whenever a source file of it changes, after `refreshDatabase` when it
 * was the schema or a migration. One that does not start, or has crashed, waits for the next change. (`node --watch` knows
 * neither when a server is ready nor what comes before its start.)
 */
export async function startDevServer({
  start,
  refreshDatabase,
}: {
  start(): Promise<Child>;
  refreshDatabase(): Promise<void>;
}): Promise<{ stop(): Promise<void> }> {
  let server: Child | null = await start();
  let restarting: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let databaseChanged = false;

  const restart = async () => {
    await server?.stop();
    server = null;
    try {
      if (databaseChanged) await refreshDatabase();
      databaseChanged = false;
      server = await start();
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
    async stop() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      await restarting;
      await server?.stop();
    },
  };
}
