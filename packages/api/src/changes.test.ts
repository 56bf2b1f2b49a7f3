import { expect, test } from "vitest";
import { changesFrom } from "./changes.ts";

/** Changes as they come, and a way to make some. */
function listen() {
  const stop = new AbortController();
  let publish = (_: string | null) => {};
  let publishOther = (_: string | null) => {};
  let isListening = true;
  const changes = changesFrom(
    ["order", "webhook"],
    (topic, listener) => {
      if (topic === "order") publish = listener;
      else publishOther = listener;
      return () => {
        isListening = false;
      };
    },
    stop.signal,
  );
  const next = async () => (await changes.next()).value;
  return {
    stop,
    next,
    publish: (id: string | null) => publish(id),
    publishOther: (id: string | null) => publishOther(id),
    isListening: () => isListening,
    changes,
  };
}

test("a reader gets the changes once a second, each id once, and at first that anything may have changed", async () => {
  const { next, publish, stop } = listen();
  expect(await next()).toEqual({ order: null, webhook: null });
  const started = performance.now();
  for (const id of ["a", "b", "a"]) publish(id);
  expect(await next()).toEqual({ order: ["a", "b"] });
  expect(performance.now() - started).toBeGreaterThan(900);
  stop.abort();
});

test("after too many changes, or a lost connection, anything may have changed", async () => {
  const { next, publish, publishOther, stop } = listen();
  await next();
  publishOther("c"); // what is true of one topic is not of another
  for (let id = 0; id < 101; id += 1) publish(String(id));
  expect(await next()).toEqual({ order: null, webhook: ["c"] });
  publish("a");
  publish(null);
  publish("b");
  expect(await next()).toEqual({ order: null });
  stop.abort();
});

test("a reader's subscription ends as soon as they leave", async () => {
  const { changes, next, stop, isListening } = listen();
  await next();
  const waiting = changes.next();
  stop.abort();
  expect((await waiting).done).toBe(true);
  expect(isListening()).toBe(false);
});
