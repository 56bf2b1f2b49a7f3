import { expect, test } from "vitest";
import { changesFrom } from "./changes.ts";

/** Changes as they come, and a way to make some. */
function listen() {
  const stop = new AbortController();
  let tell = (_: string | null) => {};
  let tellOther = (_: string | null) => {};
  let isListening = true;
  const changes = changesFrom(
    ["order", "webhook"],
    (topic, listener) => {
      if (topic === "order") tell = listener;
      else tellOther = listener;
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
    tell: (id: string | null) => tell(id),
    tellOther: (id: string | null) => tellOther(id),
    isListening: () => isListening,
    changes,
  };
}

test("a reader is told what changed once a second, each thing once, and at first that it may be anything", async () => {
  const { next, tell, stop } = listen();
  expect(await next()).toEqual({ order: null, webhook: null });
  const started = performance.now();
  for (const id of ["a", "b", "a"]) tell(id);
  expect(await next()).toEqual({ order: ["a", "b"] });
  expect(performance.now() - started).toBeGreaterThan(900);
  stop.abort();
});

test("too much to name, or a lost connection, means that it may be anything", async () => {
  const { next, tell, tellOther, stop } = listen();
  await next();
  tellOther("c"); // what is true of one topic is not of another
  for (let id = 0; id < 101; id += 1) tell(String(id));
  expect(await next()).toEqual({ order: null, webhook: ["c"] });
  tell("a");
  tell(null);
  tell("b");
  expect(await next()).toEqual({ order: null });
  stop.abort();
});

test("a reader who leaves is let go at once", async () => {
  const { changes, next, stop, isListening } = listen();
  await next();
  const waiting = changes.next();
  stop.abort();
  expect((await waiting).done).toBe(true);
  expect(isListening()).toBe(false);
});
