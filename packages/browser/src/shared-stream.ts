/** How often a visible page asks whether the page that holds the stream is awake, in ms. */
const askIntervalMs = 20_000;
/** How long an answer may take, in ms: a page that is awake answers at once, also in the background. */
const answerTimeoutMs = 5_000;
const retryMs = 3_000;

export interface StreamEvents<Message> {
  onMessage(message: Message): void;
  onConnected(isConnected: boolean): void;
  /** The server sends nothing to this browser any more: its session is over. */
  onRefused(): void;
}

/** Opens the stream; returns a function that closes it. `onEnd`: the server has closed it. */
export type Connect<Message> = (events: StreamEvents<Message> & { onEnd(): void }) => () => void;

type Post<Message> =
  | { kind: "message"; message: Message }
  | { kind: "connected"; isConnected: boolean }
  | { kind: "refused" }
  | { kind: "ask" };

/**
 * Joins the one event stream that all pages of this browser share; returns a function that leaves it. A browser opens
 * six connections to a server without HTTP/2, so with a stream for each page the seventh page would block everything.
 *
 * A Web Lock says which page holds the stream, and a BroadcastChannel brings its messages to the others. When a page
 * closes or crashes, its lock goes to the next one. A page that is suspended does not answer, and loses its lock to a
 * visible page. Every stream must begin with a message that covers what was missed before it: then a hand-over loses
 * nothing.
 */
export function joinSharedStream<Message>(
  name: string,
  connect: Connect<Message>,
  events: StreamEvents<Message>,
): () => void {
  // Pages that were not sent over TLS have neither locks nor a channel.
  if (!("locks" in navigator)) return connect({ ...events, onEnd() {} });

  const channel = new BroadcastChannel(name);
  const leaving = new AbortController();
  let isHolder = false;
  let isConnected = false;
  let turn = new AbortController();
  let answerTimeout: ReturnType<typeof setTimeout> | undefined;

  function receive(post: Post<Message>) {
    if (post.kind === "ask") return isHolder && channel.postMessage(connectedPost());
    clearTimeout(answerTimeout);
    answerTimeout = undefined;
    if (post.kind === "message") events.onMessage(post.message);
    else if (post.kind === "refused") events.onRefused();
    else events.onConnected(post.isConnected);
  }
  const connectedPost = (): Post<Message> => ({ kind: "connected", isConnected });
  function broadcast(post: Post<Message>) {
    if (leaving.signal.aborted) return;
    channel.postMessage(post);
    receive(post);
  }

  /** Holds the stream until this page leaves, the server ends it, or another page has taken the lock. */
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
    leaving.signal.addEventListener("abort", () => resolve(), { once: true });
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
    while (!leaving.signal.aborted) {
      turn = new AbortController();
      const options = steals ? { steal: true } : { signal: AbortSignal.any([turn.signal, leaving.signal]) };
      let held: ReturnType<typeof hold> | undefined;
      const request = navigator.locks.request(name, options, () => {
        held = hold();
        return held.ended;
      });
      await request.catch(() => {}); // cancelled, or the lock was stolen
      held?.end();
      steals = turn.signal.aborted;
      if (!steals && !leaving.signal.aborted) await new Promise((done) => setTimeout(done, retryMs));
    }
  }

  function ask() {
    if (isHolder || globalThis.document?.visibilityState === "hidden") return;
    channel.postMessage({ kind: "ask" } satisfies Post<Message>);
    answerTimeout ??= setTimeout(() => {
      answerTimeout = undefined;
      if (!isHolder) turn.abort();
    }, answerTimeoutMs);
  }

  channel.onmessage = ({ data }) => void receive(data as Post<Message>);
  const asking = setInterval(ask, askIntervalMs);
  globalThis.document?.addEventListener("visibilitychange", ask, { signal: leaving.signal });
  void takeTurns();
  ask();
  return () => {
    leaving.abort();
    clearInterval(asking);
    clearTimeout(answerTimeout);
    channel.close();
  };
}
