import { useSyncExternalStore } from "react";

const key = "dualtrack-started-syncs";
/** More runs than these at once are unlikely; for the oldest there is then no notice. */
const maxRuns = 10;

const listeners = new Set<() => void>();
/** Runs that are on screen now: their reader needs no notice. */
const shown = new Map<string, number>();

/** Syncs that were started in this tab and whose end the person has not seen; kept across a reload. */
function read(): string[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    return Array.isArray(stored) ? stored.filter((it) => typeof it === "string") : [];
  } catch {
    return [];
  }
}

function write(runIds: string[]): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(runIds.slice(-maxRuns)));
  } catch {
    // The storage is full or forbidden: then there is no notice, and the page of syncs still shows the run.
  }
  publish();
}

function publish(): void {
  for (const listener of listeners) listener();
}

export function rememberRun(runId: string): void {
  if (!read().includes(runId)) write([...read(), runId]);
}

/** Forgets a run whose end was seen, on its page or in a notice. */
export function forgetRun(runId: string): void {
  if (read().includes(runId)) write(read().filter((it) => it !== runId));
}

/** Forgets all runs: the next person who signs in in this tab started none of them. */
export function forgetAllRuns(): void {
  write([]);
}

/** Marks a run as shown on the page; call the returned function when it no longer is. */
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

/** The oldest run of this tab that no part of the page shows. */
export function useUnseenRun(): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => read().find((runId) => !shown.has(runId)) ?? null,
  );
}
