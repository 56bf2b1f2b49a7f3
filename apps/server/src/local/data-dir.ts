import { readFileSync } from "node:fs";
import { mkdir, open, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { StartError } from "../config/start-error.ts";

/** How long a lock may have no process id in it, in ms: it is written right after the file is created. */
const writingMs = 2_000;

/**
 * Locks the data folder for this process: two servers on the same data would ruin it. The lock of a process that was
 * killed is taken over. Returns a function that unlocks it.
 */
export async function lockDataDir(dataDir: string, signal?: AbortSignal): Promise<() => Promise<void>> {
  const path = join(dataDir, "lock");
  await makeFolder(dataDir).catch((error: unknown) => refuseFolder(dataDir, error));
  for (let waited = 0; ; waited += 100) {
    try {
      const file = await open(path, "wx");
      await file.writeFile(identity());
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") refuseFolder(dataDir, error);
    }
    const holder = await readFile(path, "utf8").catch(() => "");
    if (await isAbandoned(path, holder)) await rm(path, { force: true, recursive: true });
    else if (waited >= timeoutFor(holder))
      throw new StartError(
        `Dualtrack already runs on this data (process ${Number.parseInt(holder, 10)}): stop it, or set DUALTRACK_DATA_DIR to another folder.`,
      );
    else await pause(100, undefined, { signal });
  }
}

/** Lets a start that comes now wait for this process instead of failing. */
export function announceStop(dataDir: string): Promise<void> {
  return writeFile(join(dataDir, "lock"), `${identity()} stopping`);
}

/**
 * How long a start waits, in ms: for a process that is stopping, for a lock without a process id, for one that runs.
 */
function timeoutFor(holder: string): number {
  if (holder.includes("stopping")) return 15_000;
  return /^\d/.test(holder) ? 500 : 2 * writingMs;
}

/**
 * Creates each folder by itself: Node's `recursive` never ends in a file system that takes no folders, such as /proc.
 */
async function makeFolder(path: string): Promise<void> {
  const make = () => mkdir(path).catch((error: NodeJS.ErrnoException) => error);
  let problem = await make();
  if (problem?.code === "ENOENT" && dirname(path) !== path) {
    await makeFolder(dirname(path));
    problem = await make();
  }
  if (problem && !(await stat(path).catch(() => null))?.isDirectory()) throw problem;
}

function refuseFolder(dataDir: string, error: unknown): never {
  const { code = String(error) } = error as NodeJS.ErrnoException;
  throw new StartError(`DUALTRACK_DATA_DIR can't be a folder to write in: ${dataDir} (${code}).`);
}

async function isAbandoned(path: string, holder: string): Promise<boolean> {
  const [pid, startedAt] = holder.split(" ");
  if (/^\d+$/.test(pid ?? "")) return !isAlive(Number(pid), startedAt);
  const lock = await stat(path).catch(() => null);
  return lock !== null && Date.now() - lock.mtimeMs > writingMs;
}

/** Process ids are reused; an id together with its start time names exactly one process. */
function identity(): string {
  return `${process.pid} ${statOf(process.pid)?.startedAt ?? "?"}`;
}

function isAlive(pid: number, startedAt = "?"): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const found = statOf(pid);
  if (found === null) return true;
  return found.state !== "Z" && (startedAt === found.startedAt || !/^\d+$/.test(startedAt));
}

/**
 * The state of a process on Linux; null on other systems. The name in brackets may hold anything, so the fields are
 * counted from the last bracket on.
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
function statOf(pid: number): { state: string; startedAt: string } | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", startedAt: fields[19] ?? "?" };
  } catch {
    return null;
  }
}
