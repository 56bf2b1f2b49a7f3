import { setTimeout as pause } from "node:timers/promises";

/** How long a person who was signed out, removed or given another role may still get messages, in ms. */
const checkEveryMs = 3_000;

/** Passes messages on until `mayGoOn` throws, and throws the same: the reader may have left the staff since. */
export async function* whileAllowed<Message>(
  messages: AsyncIterable<Message>,
  mayGoOn: () => Promise<void>,
): AsyncGenerator<Message> {
  const source = messages[Symbol.asyncIterator]();
  let coming = source.next();
  let checkAt = performance.now() + checkEveryMs;
  try {
    for (;;) {
      const come = await within(checkAt - performance.now(), coming);
      if (come?.done) return;
      if (performance.now() >= checkAt) {
        await mayGoOn();
        checkAt = performance.now() + checkEveryMs;
      }
      if (come === null) continue;
      yield come.value;
      coming = source.next();
    }
  } finally {
    // Not awaited: a source that waits for its next message ends when the connection does.
    void Promise.allSettled([coming, source.return?.()]);
  }
}

/** The promise's value; null if it takes longer than `ms`. */
async function within<Result>(ms: number, promise: Promise<Result>): Promise<Result | null> {
  const come = new AbortController();
  const late = pause(Math.max(0, ms), null, { signal: come.signal, ref: false }).catch(() => null);
  try {
    return await Promise.race([promise, late]);
  } finally {
    come.abort();
  }
}
