// @ts-check
import { access, openStream, Refused } from "./api.js";
import { redraw } from "./app.js";

/** @typedef {{ type: string, id: string, created?: true, customer?: string, payment_intent?: string, event?: string }} Hint */

const TRY_AGAIN_MS = 2_000;
/** The sandbox sends something every 15 seconds. */
const DEAD_AFTER_MS = 40_000;

export const connection = {
  /** @type {"opening" | "live" | "lost"} */
  state: "opening",
  /** When the stream was lost. @type {Date | null} */
  since: null,
};

/** @type {(hint: Hint) => void} */
let tell = () => {};
/** @type {AbortController | undefined} */
let current;

/**
 * Passes on what changes, and `{type: "again"}` when something may have been missed. A hidden tab lets go of the stream:
 * a browser keeps six connections to one server, and each stream would hold one.
 *
 * @param {(hint: Hint) => void} listener
 */
export function followLive(listener) {
  tell = listener;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) current?.abort();
    else follow();
  });
  follow();
}

/** Opens the stream and reads it until it ends; then tries again. */
export async function follow() {
  current?.abort();
  const mine = new AbortController();
  current = mine;
  while (!mine.signal.aborted && !document.hidden) {
    try {
      await readHints(await openStream(mine.signal), mine);
    } catch (error) {
      // It answers, and wants the key: whoever gives it follows again.
      if (error instanceof Refused && access.refused) {
        connection.state = "opening";
        redraw();
        return;
      }
    }
    if (mine.signal.aborted) return;
    if (connection.state !== "lost") connection.since = new Date();
    connection.state = "lost";
    redraw();
    await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
  }
}

/** @param {ReadableStream<Uint8Array>} stream @param {AbortController} mine */
async function readHints(stream, mine) {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let opened = false;
  for (;;) {
    const silence = setTimeout(() => reader.cancel(), DEAD_AFTER_MS);
    const { done, value } = await reader.read();
    clearTimeout(silence);
    if (done || mine.signal.aborted) return;
    text += decoder.decode(value, { stream: true });
    const messages = text.split("\n\n");
    text = messages.pop() ?? "";
    for (const message of messages) {
      if (!message.startsWith("data: ")) continue;
      const hint = JSON.parse(message.slice(6));
      if (hint.type === "hello") {
        if (opened) continue;
        opened = true;
        connection.state = "live";
        connection.since = null;
        tell({ type: "again", id: "" });
      } else tell(hint);
    }
  }
}
