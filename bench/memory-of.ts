import { readFileSync } from "node:fs";

/**
 * The memory of a process in MB: all that is resident, and what is its own. The difference is the program and its libraries, which are in
 * memory once for all processes that run them. Linux only.
 */
export function memoryOf(pid: number): { residentMb: number; ownMb: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const megabytes = (field: string) => {
    const [, kilobytes] = new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(status) ?? [];
    return Math.round(Number(kilobytes) / 1_024);
  };
  return { residentMb: megabytes("VmRSS"), ownMb: megabytes("RssAnon") };
}
