// @ts-check
import { Refused } from "./api.js";
import { redraw } from "./app.js";
import { createTurns } from "./turns.js";

/** Between two questions about the same thing, however often it changes. */
const GAP_MS = 400;

/**
 * Something that is read from the sandbox, and read again when it may have changed. What was read stays until there is
 * something newer; only the first failure is shown in its place.
 *
 * @template T
 * @param {() => Promise<T>} load
 */
export function createSource(load) {
  const turns = createTurns();
  /** @type {number | undefined} */
  let timer;
  const source = {
    /** @type {T | undefined} */
    data: undefined,
    /** @type {Error | undefined} */
    error: undefined,
    async read() {
      clearTimeout(timer);
      timer = undefined;
      const turn = turns.take();
      try {
        const data = await load();
        if (!turns.isNews(turn)) return;
        source.data = data;
        source.error = undefined;
      } catch (error) {
        if (!turns.isNews(turn)) return;
        // Without an answer the page says so at the top, and what was read is still worth reading.
        if (source.data === undefined || !(error instanceof Refused && error.status === 0))
          source.error = error instanceof Error ? error : new Error(String(error));
      }
      redraw();
    },
    /** It may have changed. */
    again() {
      timer ??= window.setTimeout(() => source.read(), GAP_MS);
    },
    close() {
      clearTimeout(timer);
      turns.end();
    },
  };
  return source;
}
