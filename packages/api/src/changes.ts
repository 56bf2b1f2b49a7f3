import { setTimeout as pause } from "node:timers/promises";
import { maxPageOfOrders } from "@dualtrack/contract";
import { hintsFrom } from "./hints.ts";

/** However much happens, a reader is told about it once in this time. */
const atMostEveryMs = 1_000;

export type Topic = "order" | "sync_run" | "webhook";
/** The ids of what changed, by topic; null: it may be any. A topic of which nothing changed is not named. */
export type Changes = Partial<Record<Topic, string[] | null>>;

/**
 * Which of many things changed, gathered since the last answer. Of a topic it may be any at the start, after a
 * reconnection, and when there are more than one wants to name.
 */
export async function* changesFrom(
  topics: readonly Topic[],
  subscribe: (topic: Topic, listener: (id: string | null) => void) => () => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<Changes> {
  let changed = new Map<Topic, Set<string> | null>(topics.map((topic) => [topic, null]));
  const note = (topic: Topic, id: string | null) => {
    const ids = changed.get(topic);
    if (ids === null) return;
    const isTooMuch = id === null || (ids?.size ?? 0) >= maxPageOfOrders;
    changed.set(topic, isTooMuch ? null : (ids ?? new Set<string>()).add(id));
  };
  const hints = hintsFrom((wake) => {
    const subscriptions = topics.map((topic) =>
      subscribe(topic, (id) => {
        note(topic, id);
        wake();
      }),
    );
    return () => {
      for (const unsubscribe of subscriptions) unsubscribe();
    };
  }, signal);
  for await (const _ of hints) {
    const entries = [...changed].map(([topic, ids]) => [topic, ids && [...ids]] as const);
    changed = new Map();
    yield Object.fromEntries(entries) satisfies Changes;
    await pause(atMostEveryMs, undefined, { signal, ref: false }).catch(() => {}); // ends early when nobody listens
  }
}
