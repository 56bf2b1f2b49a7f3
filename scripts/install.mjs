// Brings node_modules and the generated Prisma client up to date; runs on Node 20 and newer. `npm start` and `npm test`
// begin with it. It does nothing when nothing has changed. Concurrent runs wait for each other.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const pnpm = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).packageManager;
const lock = join(root, ".data", "install.lock");
const stamp = join(root, "node_modules", ".dualtrack-installed");

if (Number(process.versions.node.split(".")[0]) < 20) {
  console.error(`Dualtrack needs Node 20 or newer; this is ${process.version}.`);
  process.exit(1);
}

await takeTurn();
try {
  const wanted = fingerprint();
  const present = existsSync(stamp) ? readFileSync(stamp, "utf8") : "";
  if (wanted !== present) {
    await run("Installing packages", "npx", [
      "--yes",
      pnpm,
      "install",
      "--frozen-lockfile",
      "--reporter=append-only",
      "--loglevel=error",
    ]);
    await run(
      "Generating the database client",
      process.execPath,
      [join(root, "scripts/generate.mjs")],
      "pipe",
    );
    writeFileSync(stamp, wanted);
  }
} finally {
  rmSync(lock, { recursive: true, force: true });
}

/** A hash of what the installation depends on: the lockfile, every package.json, the settings, the schema. */
function fingerprint() {
  const hash = createHash("sha256");
  const folders = ["apps", "packages"].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => join(group, name)),
  );
  const manifests = ["", "e2e", ...folders].map((folder) => join(folder, "package.json"));
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", "prisma/schema.prisma", ...manifests])
    if (existsSync(join(root, file))) hash.update(file).update(readFileSync(join(root, file)));
  return hash.update(process.platform + process.arch).digest("hex");
}

/** Runs a command; logs its label at the start, and every ten seconds that it still runs. */
async function run(label, command, args, output = "inherit") {
  const begun = Date.now();
  const seconds = () => Math.round((Date.now() - begun) / 1_000);
  console.log(`${label}…`);
  const progress = setInterval(() => console.log(`${label}: ${seconds()} s…`), 10_000);
  const child = spawn(command, args, {
    cwd: root,
    stdio: ["ignore", output, output],
    shell: process.platform === "win32" && command === "npx",
    env: {
      ...process.env,
      npm_config_update_notifier: "false",
    },
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (printed += chunk));
  const end = await new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(code ?? signal));
  });
  clearInterval(progress);
  if (end === 0) return console.log(`${label}: done in ${seconds()} s.`);
  console.error(printed.trim());
  console.error(`Installing failed: \`${command} ${args.join(" ")}\` ended with ${end}.`);
  rmSync(lock, { recursive: true, force: true });
  process.exit(1);
}

/** Takes the lock: only one process can create the folder. A lock that a killed process left is removed. */
async function takeTurn() {
  mkdirSync(dirname(lock), { recursive: true });
  for (let isLogged = false; ; isLogged = true) {
    try {
      mkdirSync(lock);
      writeFileSync(join(lock, "pid"), `${process.pid} ${startOf(process.pid)}`);
      return;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    if (isAbandoned()) rmSync(lock, { recursive: true, force: true });
    else {
      if (!isLogged) console.log("Waiting for another installation in this folder…");
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
}

function isAbandoned() {
  const [pid, startedAt] = read(join(lock, "pid")).split(" ");
  // Without a pid the lock may have been created a moment ago.
  if (!/^\d+$/.test(pid)) return !existsSync(lock) || Date.now() - statSync(lock).mtimeMs > 5_000;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if (error.code !== "EPERM") return true;
  }
  return startOf(pid) !== startedAt;
}

/** The start time of a process on Linux, as ids are reused; "?" elsewhere. A zombie has ended. */
function startOf(pid) {
  const line = read(`/proc/${pid}/stat`);
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" ? "ended" : (fields[19] ?? "?");
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
