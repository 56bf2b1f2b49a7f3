/** How often a page that somebody sees asks whether the one that holds the line is awake. */
const askEveryMs = 20_000;
/** A page that is awake answers at once, also in the background. */
const answerWithinMs = 5_000;
const againAfterMs = 3_000;

export interface LineEvents<Message> {
  onMessage(message: Message): void;
  onConnected(isConnected: boolean): void;
  /** The server no longer tells this browser anything: its session is over. */
  onRefused(): void;
}

/** Opens the line itself; answers how to close it. `onEnd`: the server has closed it. */
export type Connect<Message> = (events: LineEvents<Message> & { onEnd(): void }) => () => void;

type Post<Message> =
  | { kind: "message"; message: Message }
  | { kind: "connected"; isConnected: boolean }
  | { kind: "refused" }
  | { kind: "ask" };

/**
 * Joins the one line that all pages of this browser share; answers how to leave. A browser opens six connections to a
 * server without HTTP/2, so pages with a line each stop everything at the seventh.
 *
 * A Web Lock says which page holds the line, and a BroadcastChannel brings its messages to the others. The lock of a page
 * that closes or crashes goes to the next one. One that is asleep does not answer, and loses its lock to a page that is
 * seen. Every line must begin with a message that covers what was missed before it: then a hand-over loses nothing.
 */
export function joinSharedLine<Message>(
  name: string,
  connect: Connect<Message>,
  events: LineEvents<Message>,
): () => void {
  // Pages that were not sent over TLS have no locks, nor the means to share.
  if (!("locks" in navigator)) return connect({ ...events, onEnd() {} });

  const channel = new BroadcastChannel(name);
  const left = new AbortController();
  let isHolder = false;
  let isConnected = false;
  let turn = new AbortController();
  let silence: ReturnType<typeof setTimeout> | undefined;

  function hear(post: Post<Message>) {
    if (post.kind === "ask") return isHolder && channel.postMessage(connectedPost());
    clearTimeout(silence);
    silence = undefined;
    if (post.kind === "message") events.onMessage(post.message);
    else if (post.kind === "refused") events.onRefused();
    else events.onConnected(post.isConnected);
  }
  const connectedPost = (): Post<Message> => ({ kind: "connected", isConnected });
  function broadcast(post: Post<Message>) {
    if (left.signal.aborted) return;
    channel.postMessage(post);
    hear(post);
  }

  /** Holds the line until this page leaves, the server ends it, or another page has taken the lock. */
  function hold(): { ended: Promise<void>; end(): void } {
    isHolder = true;
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const disconnect = connect({
      onMessage: (message) => broadcast({ kind: "message", message }),
      onConnected(now) {
        isConnected = now;
        broadcast(connectedPost());
      },
      onRefused() {
        broadcast({ kind: "refused" });
        resolve();
      },
      onEnd: resolve,
    });
    left.signal.addEventListener("abort", () => resolve(), { once: true });
    return {
      ended,
      end() {
        isHolder = isConnected = false;
        disconnect();
      },
    };
  }

  async function takeTurns() {
    let steals = false;
    while (!left.signal.aborted) {
      turn = new AbortController();
      const options = steals ? { steal: true } : { signal: AbortSignal.any([turn.signal, left.signal]) };
      let held: ReturnType<typeof hold> | undefined;
      const request = navigator.locks.request(name, options, () => {
        held = hold();
        return held.ended;
      });
      await request.catch(() => {}); // called off, or stolen
      held?.end();
      steals = turn.signal.aborted;
      if (!steals && !left.signal.aborted) await new Promise((done) => setTimeout(done, againAfterMs));
    }
  }

  function ask() {
    if (isHolder || globalThis.document?.visibilityState === "hidden") return;
    channel.postMessage({ kind: "ask" } satisfies Post<Message>);
    silence ??= setTimeout(() => {
      silence = undefined;
      if (!isHolder) turn.abort();
    }, answerWithinMs);
  }

  channel.onmessage = ({ data }) => void hear(data as Post<Message>);
  const asking = setInterval(ask, askEveryMs);
  globalThis.document?.addEventListener("visibilitychange", ask, { signal: left.signal });
  void takeTurns();
  ask();
  return () => {
    left.abort();
    clearInterval(asking);
    clearTimeout(silence);
    channel.close();
  };
}
