/**
 * Yields once at the start and then whenever the subscribed thing may have changed, until `signal` aborts. It
 * subscribes before the first yield, so that no change during the reader's first read is lost; hints that come while
 * the reader is busy become one.
 */
export async function* hintsFrom(
  subscribe: (listener: () => void) => () => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<void> {
  let pending = true;
  let notify = () => {};
  const hint = () => {
    pending = true;
    notify();
  };
  const unsubscribe = subscribe(hint);
  signal?.addEventListener("abort", hint, { once: true });
  try {
    while (!signal?.aborted) {
      if (!pending) await new Promise<void>((resolve) => (notify = resolve));
      pending = false;
      if (!signal?.aborted) yield;
    }
  } finally {
    unsubscribe();
    signal?.removeEventListener("abort", hint);
  }
}
