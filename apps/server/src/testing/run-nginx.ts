import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@dualtrack/db";
import { projectRoot } from "../config/project-root.ts";

/** A running nginx with the file of `deploy/nginx`, in front of these ports of the same machine. */
export interface Nginx extends AsyncDisposable {
  httpPort: number;
  httpsPort: number;
  /** Everything that it has written so far, in any log. */
  logged(): string;
}

/** The system's nginx. Debian's root installs it, as it installs the browser; null: there is none on this machine. */
export function findNginx(): string | null {
  const places = ["/usr/sbin/nginx", "/usr/local/bin/nginx", "/opt/homebrew/bin/nginx"];
  const found = () => places.find((place) => existsSync(place)) ?? null;
  if (found() !== null || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return found();
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const install = ["install", "-y", "-qq", "--no-install-recommends", "nginx-light", "openssl"];
  execFileSync("apt-get", ["update", "-qq"], { env });
  // Debian starts a server as soon as it is installed; this one is only for tests.
  const policy = "/usr/sbin/policy-rc.d";
  const isOurs = !existsSync(policy);
  if (isOurs) writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    execFileSync("apt-get", install, { env });
  } finally {
    if (isOurs) rmSync(policy);
  }
  return found();
}

/** Starts it; its certificate is its own. Throws what nginx says of a file that it does not take. */
export async function runNginx(program: string, webPorts: readonly number[]): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), "dualtrack-nginx-"));
  const [httpPort, httpsPort] = [await freePort(), await freePort()];
  const [certificate, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const subject = ["-subj", "/CN=shop.example", "-days", "2"];
  const request = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  execFileSync("openssl", [...request, ...subject, "-keyout", key, "-out", certificate], { stdio: "pipe" });
  const webs = webPorts.map((port) => `server 127.0.0.1:${port} max_fails=1 fail_timeout=2s;`).join("\n");
  const site = [
    [/^\tserver 127\.0\.0\.1:4000 .*\n\tserver 127\.0\.0\.1:4001 .*$/m, webs],
    [/listen 80;\n\tlisten \[::\]:80;/, `listen 127.0.0.1:${httpPort};`],
    [/listen 443 (ssl http2);\n\tlisten \[::\]:443 ssl http2;/, `listen 127.0.0.1:${httpsPort} $1;`],
    ["/etc/letsencrypt/live/shop.example/fullchain.pem", certificate],
    ["/etc/letsencrypt/live/shop.example/privkey.pem", key],
    ["/var/log/nginx/dualtrack.log", join(folder, "access.log")],
    ["/var/log/nginx/dualtrack-errors.log", join(folder, "errors.log")],
  ].reduce(
    (text, [shipped = "", here = ""]) => {
      const changed = text.replace(shipped, here as string);
      if (changed === text) throw new Error(`deploy/nginx/dualtrack.conf does not say ${shipped}`);
      return changed;
    },
    readFileSync(join(projectRoot, "deploy/nginx/dualtrack.conf"), "utf8"),
  );
  mkdirSync(join(folder, "parts"));
  writeFileSync(join(folder, "parts/dualtrack.conf"), site);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
  );
  const user = process.getuid?.() === 0 ? "user root;" : "";
  writeFileSync(
    join(folder, "nginx.conf"),
    `${user} daemon off; pid ${join(folder, "pid")}; worker_processes 1; events {}
     http { ${temporary.join(" ")} include ${join(folder, "parts")}/*.conf; }`,
  );
  const options = ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", join(folder, "start.log")];
  execFileSync(program, [...options, "-t"], { stdio: "pipe" });
  const child = spawn(program, options, { stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const read = (name: string) =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : "";
  while (read("pid") === "") await pause(20); // it listens before it writes its id
  return {
    httpPort,
    httpsPort,
    logged: () => ["access.log", "errors.log", "start.log"].map(read).join("\n"),
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
