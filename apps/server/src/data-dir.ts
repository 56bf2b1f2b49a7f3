import { mkdir, open, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { StartError } from "./env.ts";

/** How long a start waits for an earlier one that is just stopping. */
const patienceMs = 10_000;

/**
 * Takes the data folder for this process: two servers on the same data would ruin it. The lock of a process that was
 * killed is taken over. Answers how to give it back.
 */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, "lock");
  for (let waited = 0; ; waited += 100) {
    try {
      const file = await open(path, "wx");
      await file.writeFile(String(process.pid));
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = await readFile(path, "utf8").catch(() => "");
    const pid = Number.parseInt(holder, 10);
    if (pid > 0 && !isAlive(pid)) await rm(path, { force: true });
    else if (waited >= (holder.includes("stopping") ? patienceMs : 500))
      throw new StartError(
        `Dualtrack already runs on this data (process ${pid}): stop it, or set DUALTRACK_DATA_DIR to another folder.`,
      );
    else await pause(100);
  }
}

/** Lets a start that comes now wait for us instead of giving up. */
export function announceStop(dataDir: string): Promise<void> {
  return writeFile(join(dataDir, "lock"), `${process.pid} stopping`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
