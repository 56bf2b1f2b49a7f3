import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { mountTinyDisk } from "../testing/tiny-disk.ts";

const lines = 20_000;

/** A process that writes 4 MB of lines with each message that it gets, and answers what came of them. */
function startWriter(stdout: "pipe" | number): ChildProcess {
  const script = `
    import { openLogOutput } from ${JSON.stringify(new URL("./log-output.ts", import.meta.url).href)};
    const output = openLogOutput(process);
    let dropped = 0;
    output.onDropped((lines) => { dropped += lines; });
    let notices = 0;
    output.onResumed((lines) => {
      notices += 1;
      output.write("dropped " + lines + "\\n");
    });
    process.on("message", async (count) => {
      const begun = performance.now();
      for (let each = 0; each < count; each += 1) output.write("x".repeat(199) + "\\n");
      const ms = performance.now() - begun;
      console.error("a warning");
      await new Promise((done) => setTimeout(done, 50));
      if (count < ${lines}) await output.flush(5_000);
      process.send({ dropped, notices, ms, waiting: process.stdout.writableLength });
      if (count < ${lines}) process.disconnect();
    });
    process.send("ready");`;
  return spawn(process.execPath, ["--input-type=module-typescript", "--eval", script], {
    stdio: ["ignore", stdout, "pipe", "ipc"],
  });
}

async function write(writer: ChildProcess, count: number) {
  const answered = once(writer, "message");
  writer.send(count);
  const [answer] = (await answered) as [{ dropped: number; notices: number; ms: number; waiting: number }];
  return answer;
}

test("a reader that is slow holds up nothing: what exceeds a megabyte is dropped, and said when it reads on", async () => {
  const writer = startWriter("pipe");
  await once(writer, "message");
  const { dropped, ms, waiting } = await write(writer, lines);
  expect(dropped).toBeGreaterThan(lines / 2);
  expect(waiting).toBeLessThan((1 << 20) + 1_000);
  expect(ms).toBeLessThan(5_000);
  const output = writer.stdout && text(writer.stdout);
  const end = await write(writer, 1);
  const read = ((await output) ?? "").split("\n");
  const told = read.flatMap((line) => /^dropped (\d+)$/.exec(line)?.[1] ?? []).map(Number);
  expect(told.reduce((sum, each) => sum + each, 0)).toBe(end.dropped);
  // Each line, also one that says what was dropped, is read or counted.
  const taken = read.filter((line) => line !== "").length;
  expect(taken + end.dropped).toBe(lines + 1 + end.notices);
});

test("a reader that has gone ends nothing: all lines are counted as dropped", async () => {
  const writer = startWriter("pipe");
  await once(writer, "message");
  writer.stdout?.destroy();
  writer.stderr?.destroy();
  await new Promise((done) => setTimeout(done, 50));
  expect(await write(writer, 100)).toMatchObject({ dropped: 100 });
  await once(writer, "exit");
  expect(writer.exitCode).toBe(0);
});

test("a full disk ends nothing, and the log goes on as soon as it has room", async ({ skip }) => {
  using disk = mountTinyDisk(64);
  if (disk === null) skip("a disk can't be mounted here");
  else {
    const file = join(disk.folder, "log");
    const writer = startWriter(openSync(file, "a"));
    await once(writer, "message");
    disk.fill();
    const { dropped } = await write(writer, lines);
    expect(dropped).toBeGreaterThan(lines - 400);
    disk.clear();
    await write(writer, 3);
    await once(writer, "exit");
    const read = readFileSync(file, "utf8").split("\n");
    expect(read).toContain(`dropped ${dropped}`);
    // A line that was cut off stands alone.
    const whole = read.filter((line) => line.length === 199);
    expect(read.filter((line) => line.startsWith("x")).length - whole.length).toBeLessThanOrEqual(1);
    expect(whole.length).toBe(lines + 3 - dropped);
  }
});
