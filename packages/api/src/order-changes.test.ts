import { expect, test } from "vitest";
import { changesFrom } from "./order-changes.ts";

/** Changes as they come, and a way to make some. */
function listen() {
  const stop = new AbortController();
  let tell = (_: string | null) => {};
  let isListening = true;
  const changes = changesFrom((listener) => {
    tell = listener;
    return () => {
      isListening = false;
    };
  }, stop.signal);
  const next = async () => (await changes.next()).value;
  return { stop, next, tell: (id: string | null) => tell(id), isListening: () => isListening, changes };
}

test("a reader is told what changed once a second, each thing once, and at first that it may be anything", async () => {
  const { next, tell, stop } = listen();
  expect(await next()).toBeNull();
  const started = performance.now();
  for (const id of ["a", "b", "a"]) tell(id);
  expect(await next()).toEqual(["a", "b"]);
  expect(performance.now() - started).toBeGreaterThan(900);
  stop.abort();
});

test("too much to name, or a lost connection, means that it may be anything", async () => {
  const { next, tell, stop } = listen();
  await next();
  for (let id = 0; id < 101; id += 1) tell(String(id));
  expect(await next()).toBeNull();
  tell("a");
  tell(null);
  tell("b");
  expect(await next()).toBeNull();
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
