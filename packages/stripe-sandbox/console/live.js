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
let onHint = () => {};
/** @type {AbortController | undefined} */
let current;

/**
 * Passes changes on, and `{type: "again"}` when some may have been missed. A hidden tab closes the stream:
 * a browser keeps six connections to one server, and each stream would hold one.
 *
 * @param {(hint: Hint) => void} listener
 */
export function followLive(listener) {
  onHint = listener;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) current?.abort();
    else follow();
  });
  follow();
}

/** Opens the stream and reads it until it ends; then tries again. */
export async function follow() {
  current?.abort();
  const controller = new AbortController();
  current = controller;
  while (!controller.signal.aborted && !document.hidden) {
    try {
      await readHints(await openStream(controller.signal), controller);
    } catch (error) {
      // The sandbox asks for its key; the form that takes it calls `follow` again.
      if (error instanceof Refused && access.refused) {
        connection.state = "opening";
        redraw();
        return;
      }
    }
    if (controller.signal.aborted) return;
    if (connection.state !== "lost") connection.since = new Date();
    connection.state = "lost";
    redraw();
    await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
  }
}

/** @param {ReadableStream<Uint8Array>} stream @param {AbortController} controller */
async function readHints(stream, controller) {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let opened = false;
  for (;;) {
    const heartbeatTimer = setTimeout(() => reader.cancel(), DEAD_AFTER_MS);
    const { done, value } = await reader.read();
    clearTimeout(heartbeatTimer);
    if (done || controller.signal.aborted) return;
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
        onHint({ type: "again", id: "" });
      } else onHint(hint);
    }
  }
}
