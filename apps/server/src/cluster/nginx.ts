import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { projectRoot } from "../config/project-root.ts";
import type { Child } from "../local/child-process.ts";

/** How the file of `deploy/nginx` is run on this machine. */
export interface NginxPlace {
  /** What nginx writes: its process id, its logs. */
  folder: string;
  /** Of the webs, on this machine. */
  webPorts: readonly number[];
  httpPort: number;
  /** Null: by http alone, as nobody has a certificate for this machine. */
  tls: { port: number; certificate: string; key: string } | null;
}

/** The system's nginx; null: there is none on this machine. */
export function findNginx(): string | null {
  const places = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx", "/opt/homebrew/bin/nginx"];
  return places.find((place) => existsSync(place)) ?? null;
}

/**
 * Starts nginx with the shipped file, in which addresses, ports and paths are those of this machine. Throws what nginx says of a file that it
 * does not take. One that an earlier run has left in the same folder ends first.
 */
export async function startNginx(program: string, place: NginxPlace): Promise<Child> {
  const { folder } = place;
  const pidFile = join(folder, "pid");
  mkdirSync(join(folder, "parts"), { recursive: true });
  await endLeftover(pidFile, folder);
  writeFileSync(join(folder, "parts/dualtrack.conf"), adaptedSite(place));
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
  );
  const user = process.getuid?.() === 0 ? "user root;" : "";
  writeFileSync(
    join(folder, "nginx.conf"),
    `${user} daemon off; pid ${pidFile}; worker_processes 1; events { worker_connections 4096; }
     http { ${temporary.join(" ")} include ${join(folder, "parts")}/*.conf; }`,
  );
  const options = ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", join(folder, "start.log")];
  execFileSync(program, [...options, "-t"], { stdio: "pipe" });
  const child = spawn(program, options, { detached: true, stdio: "ignore" });
  const ended = new Promise<number | string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(code ?? signal ?? "unknown"));
  });
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
  });
  // It listens before it writes its id.
  while (!hasEnded && idIn(pidFile) === null) await pause(20);
  if (hasEnded)
    throw new Error(`nginx ended with ${await ended}: ${readFileSync(join(folder, "start.log"), "utf8")}`);
  return {
    name: "nginx",
    pid: child.pid,
    ended,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** The shipped file with what differs here. A text that it does not have is an error: nothing is left as it is by mistake. */
function adaptedSite({ folder, webPorts, httpPort, tls }: NginxPlace): string {
  const webs = webPorts.map((port) => `\tserver 127.0.0.1:${port}$1`).join("\n");
  const listens = /listen 443 ssl http2;\n\tlisten \[::\]:443 ssl http2;/;
  const differences: [shipped: string | RegExp, here: string][] = [
    [/^\tserver 127\.0\.0\.1:4000( .*)\n\tserver 127\.0\.0\.1:4001 .*$/m, webs],
    ["/var/log/nginx/dualtrack.log", join(folder, "access.log")],
    ["/var/log/nginx/dualtrack-errors.log", join(folder, "errors.log")],
    ...(tls === null
      ? ([
          [/^server \{\n\tlisten 80;\n[^}]*\n\}\n\n/m, ""],
          [listens, `listen 127.0.0.1:${httpPort};`],
          [/^\tssl_.*\n/gm, ""],
        ] as [RegExp, string][])
      : ([
          [/listen 80;\n\tlisten \[::\]:80;/, `listen 127.0.0.1:${httpPort};`],
          [listens, `listen 127.0.0.1:${tls.port} ssl http2;`],
          ["/etc/letsencrypt/live/shop.example/fullchain.pem", tls.certificate],
          ["/etc/letsencrypt/live/shop.example/privkey.pem", tls.key],
        ] as [string | RegExp, string][])),
  ];
  let site = readFileSync(join(projectRoot, "deploy/nginx/dualtrack.conf"), "utf8");
  for (const [shipped, here] of differences) {
    const changed = site.replace(shipped, here);
    if (changed === site) throw new Error(`deploy/nginx/dualtrack.conf does not say ${shipped}`);
    site = changed;
  }
  return site;
}

/** Whoever was killed with -9 could not end its nginx. */
async function endLeftover(pidFile: string, folder: string): Promise<void> {
  const pid = idIn(pidFile);
  if (pid !== null && isNginxOf(pid, folder)) {
    process.kill(pid, "SIGTERM");
    while (isNginxOf(pid, folder)) await pause(20);
  }
  rmSync(pidFile, { force: true });
}

function idIn(pidFile: string): number | null {
  const id = existsSync(pidFile) ? Number.parseInt(readFileSync(pidFile, "utf8"), 10) : Number.NaN;
  return Number.isNaN(id) ? null : id;
}

/** The id may be another program's by now. */
function isNginxOf(pid: number, folder: string): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(folder);
  } catch {
    return false; // no such process
  }
}
