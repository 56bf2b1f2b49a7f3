import { setTimeout as pause } from "node:timers/promises";
import { maxPageOfOrders } from "@dualtrack/contract";
import { hintsFrom } from "./hints.ts";

/** However much happens, a list is told about it once in this time. */
const atMostEveryMs = 1_000;

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
    yield news;
    await pause(atMostEveryMs, undefined, { signal, ref: false }).catch(() => {}); // ends early when nobody listens
  }
}
