import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";

/** How long a child may take to stop, in ms. */
const stopMs = 40_000;

export interface Child {
  name: string;
  pid: number | undefined;
  /** Resolves when it has ended, with its exit code or the name of the signal that ended it. */
  ended: Promise<number | string>;
  /** Asks it to stop, and kills it if it does not: a server has half a minute for requests that are under way. */
  stop(): Promise<void>;
}

/**
 * Starts a Node program in a process group of its own, so that Ctrl-C reaches only this process, which ends everything
 * in order. The child ends by itself if this process is killed: the channel between them closes then. Resolves when the
 * child says that it is ready; rejects with its last lines if it ends before, as it does when `signal` aborts its
 * start.
 */
export async function startChild(
  name: string,
  args: string[],
  { env, onLine, signal }: { env: NodeJS.ProcessEnv; onLine(line: string): void; signal: AbortSignal },
): Promise<Child> {
  signal.throwIfAborted();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const lastLines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    onLines(stream, (line) => {
      lastLines.push(line);
      if (lastLines.length > 20) lastLines.shift();
      onLine(line);
    });
  const ended = new Promise<number | string>((resolve) => {
    child.once("close", (code, signal) => resolve(code ?? signal ?? "unknown"));
  });
  const ready = new Promise<"ready">((resolve) => {
    child.on("message", (message) => (message as { type?: string }).type === "ready" && resolve("ready"));
  });
  const abort = () => child.kill("SIGTERM");
  signal.addEventListener("abort", abort, { once: true });
  const first = await Promise.race([ready, ended]);
  signal.removeEventListener("abort", abort);
  if (first !== "ready") throw new Error(lastLines.join("\n") || `${name} ended with ${first}`);
  return { name, pid: child.pid, ended, stop: () => stopChild(child, ended) };
}

async function stopChild(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill("SIGTERM");
  const late = pause(stopMs, "late", { ref: false });
  if ((await Promise.race([ended, late])) === "late") child.kill("SIGKILL");
  await ended;
}

function onLines(stream: NodeJS.ReadableStream | null, onLine: (line: string) => void): void {
  let rest = "";
  stream?.setEncoding("utf8").on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") onLine(line);
  });
}
