import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createPasswordLimiter, type PasswordQueue } from "./password-limiter.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

/** Work that takes 100 ms of the clock; `begun` says at which of its ms each piece began. */
function openLimiter() {
  const queues = createPasswordLimiter();
  const start = performance.now();
  const begun: number[] = [];
  const ask = (queue: PasswordQueue) =>
    queues.run(queue, async () => {
      begun.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return "checked";
    });
  return { queues, ask, begun };
}

test("the queue of anonymous clients pauses as long as it works; known callers wait for work alone", async () => {
  for (const [queue, moments] of [
    ["anonymous", [0, 200, 400]],
    ["known", [0, 100, 200]],
  ] as const) {
    const { ask, begun } = openLimiter();
    const answers = Promise.all([ask(queue), ask(queue), ask(queue)]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await answers).toEqual(["checked", "checked", "checked"]);
    expect(begun).toEqual(moments);
  }
});

test("neither an answer nor the other queue waits for the pause", async () => {
  const { ask, begun } = openLimiter();
  const first = ask("anonymous");
  await vi.advanceTimersByTimeAsync(100);
  expect(await first).toBe("checked");
  void ask("known");
  expect(begun).toEqual([0, 100]);
});

test("with one at work and four waiting the next anonymous client is refused at once, and a failure reaches its caller", async () => {
  const { queues, ask } = openLimiter();
  const fails = queues.run("anonymous", async () => {
    throw new Error("the database is away");
  });
  await expect(fails).rejects.toThrow("the database is away");
  await vi.runAllTimersAsync();
  const answers = Array.from({ length: 5 }, () => ask("anonymous"));
  expect(queues.isFull("anonymous")).toBe(true);
  expect(await ask("anonymous")).toBeNull();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await Promise.all(answers)).toEqual(Array(5).fill("checked"));
});
