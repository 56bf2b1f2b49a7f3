import { joinSharedStream } from "@dualtrack/browser";
import { useDocumentVisibility } from "@mantine/hooks";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { reportSignedOut, trpcClient } from "./client.ts";
import { refusalOf } from "./refusals.ts";
import type { LiveChanges } from "./trpc.ts";

type Topic = keyof LiveChanges;
/** The ids of what changed; null if it may be any. */
export type ChangedIds = readonly string[] | null;

const listeners = new Set<(changes: LiveChanges) => void>();
const stateListeners = new Set<() => void>();
let isConnected = false;

/** Opens the one event stream of this browser, unless the session is over. */
export function useEventStream({ isSignedIn }: { isSignedIn: boolean }): void {
  useEffect(() => {
    if (!isSignedIn) return;
    const setConnected = (now: boolean) => {
      isConnected = now;
      for (const listener of stateListeners) listener();
    };
    const leave = joinSharedStream<LiveChanges>("dualtrack-admin-live", openStream, {
      onMessage: (changes) => {
        for (const listener of listeners) listener(changes);
      },
      onConnected: setConnected,
      onRefused() {
        setConnected(false);
        reportSignedOut();
      },
    });
    return () => {
      leave();
      setConnected(false);
    };
  }, [isSignedIn]);
}

const openStream: Parameters<typeof joinSharedStream<LiveChanges>>[1] = (events) => {
  const subscription = trpcClient.live.changes.subscribe(undefined, {
    onData: events.onMessage,
    onConnectionStateChange: ({ state }) => events.onConnected(state === "pending"),
    onError: (error) => (refusalOf(error) === null ? events.onEnd() : events.onRefused()),
    onComplete: events.onEnd,
  });
  return () => subscription.unsubscribe();
};

/** Whether the event stream is open, so that changes in the shop reach this page. */
export function useIsLive(): boolean {
  return useSyncExternalStore(
    (listener) => {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    () => isConnected,
  );
}

/** A slow refresh runs less often: in the long run it may take a twentieth of the time. */
const pauseFactor = 20;
/** Pauses are owed up to here without being taken: the few changes that one action brings are shown at once. */
const creditMs = 20_000;
const maxPauseMs = 10_000;

/**
 * Calls `onChange` when something of the topic has changed. One call runs at a time; changes that come meanwhile are
 * collected for the next. A hidden page collects, too, and calls `onChange` when it is shown again.
 */
export function useChanges(topic: Topic, onChange: (ids: ChangedIds) => unknown): void {
  const isVisible = useDocumentVisibility() === "visible";
  const latest = useRef({ onChange, isVisible });
  const handlePending = useRef<() => void>(() => {});
  useEffect(() => {
    latest.current = { onChange, isVisible };
    if (isVisible) handlePending.current();
  });

  useEffect(() => {
    let pending: ChangedIds = [];
    let isBusy = false;
    let isStopped = false;
    let pausesEndAt = 0; // if all that are owed were taken
    handlePending.current = async () => {
      if (isBusy || isStopped || !latest.current.isVisible || pending?.length === 0) return;
      const ids = pending;
      [pending, isBusy] = [[], true];
      const startedAt = performance.now();
      await latest.current.onChange(ids);
      const now = performance.now();
      const owed = Math.max(pausesEndAt - now, 0) + pauseFactor * (now - startedAt);
      pausesEndAt = now + Math.min(owed, creditMs + maxPauseMs);
      if (owed > creditMs) await new Promise((done) => setTimeout(done, pausesEndAt - now - creditMs));
      isBusy = false;
      handlePending.current();
    };
    const collect = (changes: LiveChanges) => {
      const ids = changes[topic];
      if (ids === undefined) return;
      pending = ids === null || pending === null ? null : [...new Set([...pending, ...ids])];
      handlePending.current();
    };
    // The browser had suspended the page: it may have missed changes.
    const markAllChanged = () => collect({ [topic]: null });
    listeners.add(collect);
    document.addEventListener("resume", markAllChanged);
    addEventListener("pageshow", markAllChanged);
    return () => {
      isStopped = true;
      listeners.delete(collect);
      document.removeEventListener("resume", markAllChanged);
      removeEventListener("pageshow", markAllChanged);
    };
  }, [topic]);
}
