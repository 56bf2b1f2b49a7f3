/**
 * Yields once at the start and then whenever what was subscribed to may have changed, until `signal` says stop. It listens
 * before the first yield, so nothing that happens during the reader's first look is lost; hints that come while the
 * reader is busy are one.
 */
export async function* hintsFrom(
  subscribe: (listener: () => void) => () => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<void> {
  let pending = true;
  let wake = () => {};
  const hint = () => {
    pending = true;
    wake();
  };
  const unsubscribe = subscribe(hint);
  signal?.addEventListener("abort", hint, { once: true });
  try {
    while (!signal?.aborted) {
      if (!pending) await new Promise<void>((resolve) => (wake = resolve));
      pending = false;
      if (!signal?.aborted) yield;
    }
  } finally {
    unsubscribe();
    signal?.removeEventListener("abort", hint);
  }
}
