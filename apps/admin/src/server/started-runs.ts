import { useSyncExternalStore } from "react";

const key = "dualtrack-started-syncs";
/** More than these at once is nobody's day; the oldest are then not told about. */
const most = 10;

const listeners = new Set<() => void>();
/** Runs that a part of the page shows just now: whoever looks at one needs no message about it. */
const shown = new Map<string, number>();

/** Syncs that were started in this tab and whose end its person has not seen; they outlive a reload. */
function read(): string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? kept.filter((it) => typeof it === "string") : [];
  } catch {
    return [];
  }
}

function write(runIds: string[]): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(runIds.slice(-most)));
  } catch {
    // A full or forbidden storage: then nobody is told, and the page of syncs still knows.
  }
  publish();
}

function publish(): void {
  for (const listener of listeners) listener();
}

export function rememberRun(runId: string): void {
  if (!read().includes(runId)) write([...read(), runId]);
}

/** Its end was seen, or told. */
export function forgetRun(runId: string): void {
  if (read().includes(runId)) write(read().filter((it) => it !== runId));
}

/** Whoever signs in next in this tab started none of them. */
export function forgetAllRuns(): void {
  write([]);
}

/** Says that a run is on the page; call the answer when it no longer is. */
export function showRun(runId: string): () => void {
  shown.set(runId, (shown.get(runId) ?? 0) + 1);
  publish();
  return () => {
    const others = (shown.get(runId) ?? 1) - 1;
    if (others > 0) shown.set(runId, others);
    else shown.delete(runId);
    publish();
  };
}

/** The oldest run of this tab whose end nobody will see on the page. */
export function useUnseenRun(): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => read().find((runId) => !shown.has(runId)) ?? null,
  );
}
