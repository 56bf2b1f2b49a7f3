/** What changed: enough for a page to know whether to ask again, never the change itself. */
export interface Hint {
  /** What kind of thing: an object's type (`payment_intent`), or `delivery`, `fault`, `request`, `clock`, `reset`. */
  type: string;
  id: string;
  /** It was not there before. */
  created?: true;
  /** What it belongs to, as far as its own fields say. */
  customer?: string;
  payment_intent?: string;
  event?: string;
}

interface Listener {
  onHint: (hint: Hint) => void;
  /** The sandbox is stopping: no more hints. */
  onEnd: () => void;
}

export type Live = ReturnType<typeof createLive>;

/**
 * Passes on what changes to whoever looks on. A hint may be told inside a transaction that is then rolled back: whoever
 * gets one asks again and finds nothing new, so that costs nothing but the question.
 */
export function createLive() {
  const listeners = new Set<Listener>();
  return {
    /** Spares the trouble of making hints that nobody hears. */
    isWatched: () => listeners.size > 0,
    publish(hint: Hint): void {
      for (const { onHint } of listeners) onHint(hint);
    },
    listen(listener: Listener): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close(): void {
      for (const { onEnd } of listeners) onEnd();
      listeners.clear();
    },
  };
}
