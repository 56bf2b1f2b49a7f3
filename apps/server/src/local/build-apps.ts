import { spawn } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../config/project-root.ts";
import { StartError } from "../config/start-error.ts";

const quiet = { TURBO_TELEMETRY_DISABLED: "1", TURBO_NO_UPDATE_NOTIFIER: "1", DO_NOT_TRACK: "1" };

/**
 * Builds the apps, or only these; turbo skips what has not changed. It runs in a process group of its own, as turbo's wrapper passes
 * no signal on to its children: `signal` ends all of them.
 */
export async function buildApps(signal: AbortSignal, only: readonly string[] = []): Promise<void> {
  signal.throwIfAborted();
  const turbo = join(projectRoot, "node_modules/.bin/turbo");
  const options = [
    "--output-logs=errors-only",
    "--log-order=grouped",
    ...only.map((name) => `--filter=${name}`),
  ];
  const child = spawn(turbo, ["run", "build", ...options], {
    cwd: projectRoot,
    env: { ...process.env, ...quiet },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const abort = () => {
    const isRunning = child.exitCode === null && child.signalCode === null;
    if (child.pid !== undefined && isRunning) process.kill(-child.pid, "SIGTERM");
  };
  signal.addEventListener("abort", abort, { once: true });
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  signal.removeEventListener("abort", abort);
  if (code !== 0) throw new StartError(`The apps could not be built:\n${output}`);
}
