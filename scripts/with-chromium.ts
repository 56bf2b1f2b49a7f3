import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

// Runs a command with CHROMIUM_PATH set to a Chrome or Chromium; installs one if there is none.
const [command, ...args] = process.argv.slice(2);
if (command === undefined) throw new Error("Usage: node scripts/with-chromium.ts <command> [arguments]");
const browser = findChromium() ?? installChromium();
const child = spawn(command, args, { stdio: "inherit", env: { ...process.env, CHROMIUM_PATH: browser } });
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
child.once("close", (code) => process.exit(code ?? 1));

function findChromium(): string | null {
  const given = process.env.CHROMIUM_PATH;
  if (given !== undefined && given !== "") return given;
  // The headless shell first: it has the same engine, and tests take two thirds of the time.
  const shell = "chromium-headless-shell";
  const names = [shell, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
  const folders = (process.env.PATH ?? "").split(":");
  const macApps = ["Google Chrome", "Chromium"].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  );
  const places = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...macApps];
  return places.find((path) => existsSync(path)) ?? null;
}

function installChromium(): string {
  const isDebianRoot = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  console.log("No Chrome or Chromium found: installing one for the browser tests.");
  if (isDebianRoot) {
    execFileSync("apt-get", ["update", "-qq"], { stdio: "inherit" });
    // Debian has a package for the headless shell since version 12.
    const has = execFileSync("apt-cache", ["search", "--names-only", "^chromium-headless-shell$"]).length > 0;
    const name = has ? "chromium-headless-shell" : "chromium";
    execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name], {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    return `/usr/bin/${name}`;
  }
  execFileSync("node_modules/.bin/playwright", ["install", "chromium"], { stdio: "inherit" });
  return execFileSync("node", ["-p", "require('@playwright/test').chromium.executablePath()"], {
    encoding: "utf8",
  }).trim();
}
