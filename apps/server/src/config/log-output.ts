import { fstatSync, writeSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** How much of the log waits for a reader that is slow, in bytes: some thousand lines. */
const maxWaitingBytes = 1 << 20;

/**
 * Where a process writes its log. It never waits, and never fails: while a disk is full, a reader is too slow, or none is left, lines are
 * dropped and counted.
 */
export interface LogOutput {
  /** Takes a line with its end. */
  write(line: string): void;
  /** Hears how many lines were dropped, each time; of those before, at once. */
  onDropped(listener: (lines: number) => void): void;
  /** Hears how many lines were dropped once one is written again. */
  onResumed(listener: (lines: number) => void): void;
  /** Resolves when all is written that could be, at the latest after `ms`. */
  flush(ms: number): Promise<void>;
}

/** Takes a line; false: it can't now. */
interface Target {
  take(line: string): boolean;
  flush(): Promise<void>;
}

/** The process's standard output. */
export function openLogOutput({ stdout, stderr }: Pick<NodeJS.Process, "stdout" | "stderr">): LogOutput {
  const dropListeners: ((lines: number) => void)[] = [];
  let resumed: (lines: number) => void = () => {};
  let dropped = 0;
  let untold = 0;
  let isTelling = false;
  const lost = () => {
    dropped += 1;
    untold += 1;
    for (const listener of dropListeners) listener(1);
  };
  const tell = () => {
    if (untold === 0 || isTelling) return;
    isTelling = true; // what it says is a line, too
    const lines = untold;
    untold = 0;
    resumed(lines);
    if (untold > 0) untold += lines;
    isTelling = false;
  };
  // What Node warns of, and what is printed, must not end the process when nobody reads it, or the disk is full.
  for (const stream of [stdout, stderr]) stream.on("error", () => {});
  const target = isKept(stdout.fd) ? fileTarget(stdout.fd) : streamTarget(stdout, { lost, resumed: tell });
  return {
    write(line) {
      if (target.take(line)) tell();
      else lost();
    },
    onDropped(listener) {
      dropListeners.push(listener);
      if (dropped > 0) listener(dropped);
    },
    onResumed(listener) {
      resumed = listener;
    },
    async flush(ms) {
      await Promise.race([target.flush(), pause(ms, undefined, { ref: false })]);
    },
  };
}

/** Whether it is a file or a device, which Node writes to at once; a pipe, a socket or a terminal is a stream. */
function isKept(fd: number): boolean {
  const about = fstatSync(fd, { throwIfNoEntry: false });
  return about !== undefined && (about.isFile() || (about.isCharacterDevice() && !process.stdout.isTTY));
}

/** Node's own stream of a file ends with its first error, so that nothing would be written once the disk has room again. */
function fileTarget(fd: number): Target {
  let isTorn = false; // the last line is not whole
  return {
    take(line) {
      const bytes = Buffer.from(isTorn ? `\n${line}` : line);
      let written = 0;
      try {
        while (written < bytes.length) written += writeSync(fd, bytes, written);
        isTorn = false;
        return true;
      } catch {
        if (written > 0) isTorn = true;
        return false;
      }
    },
    flush: () => Promise.resolve(),
  };
}

/** Node writes to a pipe at once what it takes, without waiting; the rest waits in memory. */
function streamTarget(
  stream: NodeJS.WriteStream,
  { lost, resumed }: { lost(): void; resumed(): void },
): Target {
  stream.on("drain", resumed);
  const settled = (error?: Error | null) => {
    if (error) lost();
  };
  return {
    take(line) {
      if (stream.destroyed || stream.writableLength > maxWaitingBytes) return false;
      stream.write(line, settled);
      return true;
    },
    flush: () =>
      new Promise((resolve) => {
        if (stream.destroyed) resolve();
        else stream.write("", () => resolve());
      }),
  };
}
