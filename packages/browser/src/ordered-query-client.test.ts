import { setImmediate } from "node:timers/promises";
import { MutationObserver, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { OrderedQueryClient } from "./ordered-query-client.ts";

/** A server whose answers arrive in whatever order the test says. */
class Server {
  readonly unanswered: { answer(text: string): void }[] = [];
  readonly ask = () =>
    new Promise<string>((answer) => {
      this.unanswered.push({ answer });
    });

  /** Answers the request with this number, counted from 0, and lets everybody hear it. */
  async answer(request: number, text: string): Promise<void> {
    await setImmediate(); // a change is sent in a moment
    this.unanswered[request]?.answer(text);
    await setImmediate();
  }
}

const queryKey = ["cart"];
let client: OrderedQueryClient;
let server: Server;
let leave: () => void;

beforeEach(() => {
  client = new OrderedQueryClient({ defaultOptions: { queries: { retry: false, networkMode: "always" } } });
  server = new Server();
});
afterEach(() => {
  leave();
  client.clear();
});

/** A page that shows the query. */
function observe(options: { meta?: Record<string, unknown> } = {}): () => string | undefined {
  const observer = new QueryObserver(client, {
    queryKey,
    queryFn: server.ask,
    staleTime: 60_000,
    ...options,
  });
  leave = observer.subscribe(() => {});
  return () => observer.getCurrentResult().data;
}

/** A change whose answer is what the query reads, too. */
const change = () =>
  new MutationObserver(client, {
    mutationFn: server.ask,
    networkMode: "always",
    onSuccess: (answer: string) => void client.setQueryData(queryKey, answer),
  }).mutate();

/** Answers are told apart by milliseconds. */
async function anotherMillisecond(): Promise<void> {
  for (const now = Date.now(); Date.now() === now; ) await setImmediate();
}

describe("a late answer", () => {
  test("to the first request does not replace what a mutation has set, and the server is asked once more", async () => {
    const shown = observe();
    void change();
    await server.answer(1, "one record");
    expect(shown()).toBe("one record");
    await server.answer(0, "empty");
    expect(shown()).toBe("one record");
    expect(server.unanswered).toHaveLength(3);
    await server.answer(2, "one record, since yesterday");
    expect(shown()).toBe("one record, since yesterday");
  });

  test("to a later request does not replace it either", async () => {
    const shown = observe();
    await server.answer(0, "empty");
    void client.refetchQueries({ queryKey });
    void change();
    await server.answer(2, "one record");
    await server.answer(1, "empty");
    expect(shown()).toBe("one record");
  });

  test("of a mutation is followed by a request if another answer came meanwhile", async () => {
    const shown = observe();
    await server.answer(0, "empty");
    void change();
    await anotherMillisecond();
    void client.refetchQueries({ queryKey });
    await server.answer(2, "what another tab did after the change");
    await server.answer(1, "the change");
    await server.answer(3, "what another tab did after the change");
    expect(shown()).toBe("what another tab did after the change");
  });

  test("to a request from before an invalidation is not kept, even if it is the first one", async () => {
    const shown = observe();
    void client.invalidateQueries({ queryKey });
    expect(server.unanswered).toHaveLength(2);
    await server.answer(1, "new");
    await server.answer(0, "old");
    expect(shown()).toBe("new");
  });

  test("without an observer is marked as stale if it was invalidated before it came", async () => {
    leave = () => {};
    const read = client.fetchQuery({ queryKey, queryFn: server.ask, staleTime: 60_000 });
    void client.invalidateQueries({ queryKey });
    await server.answer(0, "old");
    expect(await read).toBe("old");
    expect(client.getQueryState(queryKey)?.isInvalidated).toBe(true);
  });
});

test("a mutation alone causes no further request", async () => {
  const shown = observe();
  await server.answer(0, "empty");
  await anotherMillisecond();
  void change();
  await server.answer(1, "one record");
  expect(shown()).toBe("one record");
  expect(server.unanswered).toHaveLength(2);
});

test("a query that must not be asked again keeps what was set", async () => {
  const shown = observe({ meta: { rereads: false } });
  void change();
  await server.answer(1, "prepared");
  await server.answer(0, "started");
  expect(shown()).toBe("prepared");
  expect(server.unanswered).toHaveLength(2);
});

test("a part that was read while the whole was is read again before it is put in place", async () => {
  const shown = observe();
  await server.answer(0, "old");
  const put = (part: string) => void client.setQueryData(queryKey, part);
  const patched = client.patchQueryData(queryKey, server.ask, put);
  void client.refetchQueries({ queryKey });
  await server.answer(1, "part of before");
  await server.answer(2, "new");
  expect(shown()).toBe("new");
  await server.answer(3, "part of after");
  await patched;
  expect(shown()).toBe("part of after");
});
