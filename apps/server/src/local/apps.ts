import { spawn } from "node:child_process";
import { join } from "node:path";
import { projectRoot, StartError } from "../env.ts";
import { namePage } from "../name-page.ts";

const quiet = { TURBO_TELEMETRY_DISABLED: "1", TURBO_NO_UPDATE_NOTIFIER: "1", DO_NOT_TRACK: "1" };

/**
 * Builds both apps; turbo skips what has not changed since. It runs in a process group of its own, as turbo's wrapper
 * passes no signal on to what it runs: `signal` ends all of them.
 */
export async function buildApps(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const turbo = join(projectRoot, "node_modules/.bin/turbo");
  const child = spawn(turbo, ["run", "build", "--output-logs=errors-only", "--log-order=grouped"], {
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

/** Serves both apps with hot reload on ports of their own; what they ask of the server goes to `port`. */
export async function startViteServers({
  port,
  shopName,
}: {
  port: number;
  shopName: string;
}): Promise<{ storefront: string; admin: string; stop(): Promise<void> }> {
  process.env.PORT = String(port); // the apps' vite.config.ts proxies to it
  const { createServer } = await import("vite");
  const [storefront, admin] = await Promise.all(
    ["storefront", "admin"].map(async (name) => {
      const server = await createServer({
        root: join(projectRoot, "apps", name),
        plugins: [{ name: "name-page", transformIndexHtml: (html) => namePage(html, shopName) }],
        clearScreen: false,
        logLevel: "warn",
      });
      return server.listen();
    }),
  );
  const addressOf = (server: typeof storefront) => server?.resolvedUrls?.local[0] ?? "";
  return {
    storefront: addressOf(storefront),
    admin: addressOf(admin),
    stop: async () => void (await Promise.all([storefront?.close(), admin?.close()])),
  };
}
