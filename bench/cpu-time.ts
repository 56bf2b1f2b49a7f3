import { readdirSync, readFileSync } from "node:fs";

/** Linux counts CPU time in hundredths of a second. @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const tickMs = 10;

/** The CPU time of a process and all its children, in ms, also of those that have ended. Linux only. */
export function cpuTimeOf(pid: number): number {
  const processes = new Map<number, Stat>();
  for (const name of readdirSync("/proc"))
    if (/^\d+$/.test(name)) {
      const stat = statOf(Number(name));
      if (stat !== null) processes.set(Number(name), stat);
    }
  const total = (id: number): number =>
    (processes.get(id)?.ticks ?? 0) +
    [...processes].reduce((sum, [child, { parent }]) => sum + (parent === id ? total(child) : 0), 0);
  return total(pid) * tickMs;
}

interface Stat {
  parent: number;
  ticks: number;
}

/** Null: it has ended meanwhile. */
function statOf(pid: number): Stat | null {
  try {
    // The program's name, in parentheses, may contain spaces.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    const field = (index: number) => Number(fields[index]);
    return { parent: field(1), ticks: field(11) + field(12) + field(13) + field(14) };
  } catch {
    return null;
  }
}
