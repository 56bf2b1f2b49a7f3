import { setTimeout as pause } from "node:timers/promises";

/** How long a person who was signed out, removed or given another role may still get messages, in ms. */
const checkEveryMs = 3_000;

/** Passes messages on until `assertAllowed` throws, and throws the same: the reader may have left the staff since. */
export async function* whileAllowed<Message>(
  messages: AsyncIterable<Message>,
  assertAllowed: () => Promise<void>,
): AsyncGenerator<Message> {
  const source = messages[Symbol.asyncIterator]();
  let next = source.next();
  let checkAt = performance.now() + checkEveryMs;
  try {
    for (;;) {
      const result = await within(checkAt - performance.now(), next);
      if (result?.done) return;
      if (performance.now() >= checkAt) {
        await assertAllowed();
        checkAt = performance.now() + checkEveryMs;
      }
      if (result === null) continue;
      yield result.value;
      next = source.next();
    }
  } finally {
    // Not awaited: a source that waits for its next message ends when the connection does.
    void Promise.allSettled([next, source.return?.()]);
  }
}

/** The promise's value; null if it takes longer than `ms`. */
async function within<Result>(ms: number, promise: Promise<Result>): Promise<Result | null> {
  const done = new AbortController();
  const timeout = pause(Math.max(0, ms), null, { signal: done.signal, ref: false }).catch(() => null);
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    done.abort();
  }
}
