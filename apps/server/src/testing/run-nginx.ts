import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@dualtrack/db";
import { findNginx, startNginx } from "../cluster/nginx.ts";

/** A running nginx with the file of `deploy/nginx`, in front of these ports of the same machine. */
export interface Nginx extends AsyncDisposable {
  httpPort: number;
  httpsPort: number;
  /** Everything that it has written so far, in any log. */
  logged(): string;
}

/** The system's nginx. Debian's root installs it, as it installs the browser; null: there is none on this machine. */
export function installedNginx(): string | null {
  if (findNginx() !== null || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return findNginx();
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const install = ["install", "-y", "-qq", "--no-install-recommends", "nginx-light", "openssl"];
  // Test files run side by side, and apt-get refuses to run twice.
  const aptGet = (...given: string[]) =>
    execFileSync("flock", [join(tmpdir(), "dualtrack-apt.lock"), "apt-get", ...given], { env });
  aptGet("update", "-qq");
  // Debian starts a server as soon as it is installed; this one is only for tests.
  const policy = "/usr/sbin/policy-rc.d";
  const isOurs = !existsSync(policy);
  if (isOurs) writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    aptGet(...install);
  } finally {
    if (isOurs) rmSync(policy, { force: true });
  }
  return findNginx();
}

/** Starts it; its certificate is its own. */
export async function runNginx(program: string, webPorts: readonly number[]): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), "dualtrack-nginx-"));
  const [httpPort, httpsPort] = [await freePort(), await freePort()];
  const [certificate, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const subject = ["-subj", "/CN=shop.example", "-days", "2"];
  const request = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  execFileSync("openssl", [...request, ...subject, "-keyout", key, "-out", certificate], { stdio: "pipe" });
  const tls = { port: httpsPort, certificate, key };
  const nginx = await startNginx(program, { folder, webPorts, httpPort, tls });
  const read = (name: string) =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : "";
  return {
    httpPort,
    httpsPort,
    logged: () => ["access.log", "errors.log", "start.log"].map(read).join("\n"),
    async [Symbol.asyncDispose]() {
      await nginx.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
