import { watch } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../env.ts";
import type { Child } from "./child-process.ts";

/** Changes that come within this time of each other are one: an editor writes a file in steps. */
const settleMs = 120;

/**
 * Runs the server for developers: starts it again whenever a source file of it changes. One that does not start, or
 * has crashed, waits for the next change.
 */
export async function startDevServer(start: () => Promise<Child>): Promise<{ stop(): Promise<void> }> {
  let server: Child | null = await start();
  let restarting: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const restart = async () => {
    await server?.stop();
    server = null;
    try {
      server = await start();
      console.log("The server has been started again.");
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      console.error("The server does not start like this; it is tried again at the next change.");
    }
  };
  const onChange = (_event: string, file: string | null) => {
    if (file === null || !/\.(ts|sql|prisma)$/.test(file) || /\.test\.ts$|node_modules/.test(file)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      restarting = restarting.then(restart);
    }, settleMs);
  };
  const folders = [
    "apps/server/src",
    "packages/api/src",
    "packages/commerce/src",
    "packages/contract/src",
    "packages/db",
  ];
  const watchers = folders.map((folder) => watch(join(projectRoot, folder), { recursive: true }, onChange));
  return {
    async stop() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      await restarting;
      await server?.stop();
    },
  };
}
