import { setTimeout as pause } from "node:timers/promises";
import { maxPageOfOrders } from "@dualtrack/contract";
import { hintsFrom } from "./hints.ts";

/** However much happens, a list is told about it once in this time. */
const atMostEveryMs = 1_000;
/** What takes long to tell is told less often: its telling may take a twentieth of the time. */
const restPerWork = 20;
const longestRestMs = 10_000;

/**
 * Which of many things changed, gathered: the ids since the last answer; null when it may be any of them, as at the
 * start, after a reconnection, and when there are more than one wants to name.
 */
export async function* changesFrom(
  subscribe: (listener: (id: string | null) => void) => () => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<string[] | null> {
  let changed: Set<string> | null = null;
  const note = (id: string | null) => {
    if (id === null) changed = null;
    else changed?.add(id);
    if (changed !== null && changed.size > maxPageOfOrders) changed = null;
  };
  const hints = hintsFrom(
    (wake) =>
      subscribe((id) => {
        note(id);
        wake();
      }),
    signal,
  );
  for await (const _ of hints) {
    const news: string[] | null = changed === null ? null : [...changed];
    changed = new Set();
    const started = performance.now();
    yield news; // the reader is at work until it asks for more
    const rest = Math.min(longestRestMs, restPerWork * (performance.now() - started));
    await pause(Math.max(atMostEveryMs, rest), undefined, { signal, ref: false }).catch(() => {}); // ends early when nobody listens
  }
}
