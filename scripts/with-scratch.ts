import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// Runs a command whose temporary files are in memory, where Linux has room for them, and removes them afterwards. Tests
// create and drop a thousand databases: on a busy disk each of them takes ten times as long. Node keeps the compiled code of
// some 3,000 modules there, too, which each of the programs that tests start would compile anew.
const [command, ...args] = process.argv.slice(2);
if (command === undefined) throw new Error("Usage: node scripts/with-scratch.ts <command> [arguments]");
const neededBytes = 4 * 1024 ** 3;
const scratch = mkdtempSync(join(hasRoom("/dev/shm") ? "/dev/shm" : tmpdir(), "dualtrack-scratch-"));
const env = { ...process.env, TMPDIR: scratch, NODE_COMPILE_CACHE: join(scratch, "compile-cache") };
const child = spawn(command, args, { stdio: "inherit", env });
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
child.once("close", (code) => {
  rmSync(scratch, { recursive: true, force: true });
  process.exit(code ?? 1);
});

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= neededBytes;
  } catch {
    return false; // no Linux, or a container without it
  }
}
