import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Connect, joinSharedStream } from "./shared-stream.ts";

type Line = Parameters<Connect<string>>[0];

/** Lines that are open at the server now, the newest last. */
let open: Line[];
let opened: number;
let leavers: (() => void)[];
const name = () => `line of ${expect.getState().currentTestName}`;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
  [open, opened, leavers] = [[], 0, []];
});
afterEach(() => {
  for (const leave of leavers) leave();
  vi.useRealTimers();
});

/** A tab of the browser, and what it has heard. */
function tab() {
  const received: unknown[] = [];
  const leave = joinSharedStream<string>(
    name(),
    (line) => {
      open.push(line);
      opened += 1;
      line.onConnected(true);
      line.onMessage("anything may have changed");
      return () => void open.splice(open.indexOf(line), 1);
    },
    {
      onMessage: (message) => received.push(message),
      onConnected: (isConnected) => received.push(isConnected),
      onRefused: () => received.push("refused"),
    },
  );
  leavers.push(leave);
  return { received, leave };
}

/** Until what happens is so: locks and channels take some turns of the event loop, never time. */
async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2_000 && !isSo(); turn += 1) await setImmediate();
  expect(isSo()).toBe(true);
}

test("twenty tabs share one stream, and each gets its messages", async () => {
  const tabs = Array.from({ length: 20 }, tab);
  await until(() => tabs.every(({ received }) => received.includes("anything may have changed")));
  open[0]?.onMessage("order 1");
  await until(() => tabs.every(({ received }) => received.at(-1) === "order 1"));
  expect([open.length, opened]).toEqual([1, 1]);
});

test("a tab that joins later learns whether the stream is connected", async () => {
  tab();
  await until(() => open.length === 1);
  const late = tab();
  await until(() => late.received.includes(true));
});

test("when the tab with the stream closes, the next one takes over, and all tabs learn that they may have missed something", async () => {
  const [first, ...others] = [tab(), tab(), tab()];
  await until(() => others.every(({ received }) => received.length > 0));
  for (const { received } of others) received.length = 0;
  first.leave();
  await until(() => others.every(({ received }) => received.includes("anything may have changed")));
  expect([open.length, opened]).toEqual([1, 2]);
});

test("a suspended tab loses the stream to one that is awake, and closes its own when it wakes", async () => {
  // What a page does that a browser has frozen: it keeps its lock, and answers nothing.
  let wake = () => {};
  const suspended = navigator.locks.request(name(), () => new Promise<void>((done) => (wake = done)));
  const woken = suspended.catch((error: unknown) => error);
  const awake = tab();
  await setImmediate();
  expect(open).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(5_000);
  await until(() => open.length === 1 && awake.received.includes("anything may have changed"));
  wake();
  expect(await woken).toMatchObject({ name: "AbortError" });
});

test("a stream that another tab has taken is closed, and waits for its next turn", async () => {
  const robbed = tab();
  await until(() => open.length === 1);
  let release = () => {};
  void navigator.locks.request(name(), { steal: true }, () => new Promise<void>((done) => (release = done)));
  await until(() => open.length === 0);
  release();
  await vi.advanceTimersByTimeAsync(3_000);
  await until(() => open.length === 1);
  expect(robbed.received.filter((what) => what === "anything may have changed")).toHaveLength(2);
});

test("when the session is over every tab learns it, and the stream is closed", async () => {
  const tabs = [tab(), tab()];
  await until(() => tabs.every(({ received }) => received.length > 0));
  const [line] = open;
  line?.onRefused();
  await until(
    () => tabs.every(({ received }) => received.includes("refused")) && !open.some((it) => it === line),
  );
});
