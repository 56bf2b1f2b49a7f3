import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockDataDir } from "./data-dir.ts";

let dataDir: string;
let path: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "dualtrack-lock-"));
  path = join(dataDir, "lock");
});
afterEach(() => rm(dataDir, { recursive: true }));

test("a folder is locked by one process at a time", async () => {
  const unlock = await lockDataDir(dataDir);
  await expect(lockDataDir(dataDir)).rejects.toThrow(`already runs on this data (process ${process.pid})`);
  await unlock();
  await (await lockDataDir(dataDir))();
});

test.runIf(process.platform === "linux")(
  "a process id that was given to another program holds nothing",
  async () => {
    writeFileSync(path, `${process.pid} 1`);
    await lockDataDir(dataDir);
    expect(readFileSync(path, "utf8")).toMatch(new RegExp(`^${process.pid} \\d{2,}$`));
  },
);

test.runIf(process.platform === "linux")(
  "a process that has ended but was not buried holds nothing",
  async () => {
    // The shell becomes `sleep`, which never asks for its child's end.
    const parent = spawn("sh", ["-c", "sh -c 'echo $$' & exec sleep 30"]);
    const pid = await new Promise<Buffer>((done) => parent.stdout.once("data", done));
    writeFileSync(path, String(pid).trim());
    await lockDataDir(dataDir);
    parent.kill();
  },
);

test.each(["", "no process"])(
  "an old lock that says %j is taken over, a fresh one waited for",
  async (text) => {
    writeFileSync(path, text);
    const began = Date.now();
    await (await lockDataDir(dataDir))();
    expect(Date.now() - began).toBeGreaterThan(1_500);
    writeFileSync(path, text);
    utimesSync(path, new Date(0), new Date(0));
    await lockDataDir(dataDir);
    expect(Date.now() - began).toBeLessThan(4_000);
  },
);

test.each(["/dev/null", "/dev/null/x", "/proc/x"])("%s is refused in one sentence", async (folder) => {
  await expect(lockDataDir(folder)).rejects.toThrow(
    /^DUALTRACK_DATA_DIR can't be a folder to write in: .* \(E[A-Z]+\)\.$/,
  );
});
