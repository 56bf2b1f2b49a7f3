import { setTimeout as pause } from "node:timers/promises";
import { maxPageOfOrders } from "@dualtrack/contract";
import { hintsFrom } from "./hints.ts";

/** The least time between two messages to one reader, in ms, however much changes. */
const pauseMs = 1_000;

export type Topic = "order" | "resource" | "sync_run" | "webhook" | "job";
/** The ids of what changed, by topic; null if it may be any. A topic without changes is left out. */
export type Changes = Partial<Record<Topic, string[] | null>>;

/**
 * Collects what changed since the last message. A topic gets null at the start, after a reconnection, and when there
 * are too many ids to name.
 */
export async function* changesFrom(
  topics: readonly Topic[],
  subscribe: (topic: Topic, listener: (id: string | null) => void) => () => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<Changes> {
  let changed = new Map<Topic, Set<string> | null>(topics.map((topic) => [topic, null]));
  const add = (topic: Topic, id: string | null) => {
    const ids = changed.get(topic);
    if (ids === null) return;
    const isUnknown = id === null || (ids?.size ?? 0) >= maxPageOfOrders;
    changed.set(topic, isUnknown ? null : (ids ?? new Set<string>()).add(id));
  };
  const hints = hintsFrom((notify) => {
    const subscriptions = topics.map((topic) =>
      subscribe(topic, (id) => {
        add(topic, id);
        notify();
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
    await pause(pauseMs, undefined, { signal, ref: false }).catch(() => {}); // ends early when the reader is gone
  }
}
