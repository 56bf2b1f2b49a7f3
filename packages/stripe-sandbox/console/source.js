// @ts-check
import { Refused } from "./api.js";
import { redraw } from "./app.js";
import { createSequence } from "./sequence.js";

/** The shortest time between two reads, however often the data changes. */
const GAP_MS = 400;

/**
 * Data from the sandbox, loaded again when it may have changed. The data stays until there is
 * newer data; only the first failure is shown in its place.
 *
 * @template T
 * @param {() => Promise<T>} load
 */
export function createSource(load) {
  const sequence = createSequence();
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
      const turn = sequence.take();
      try {
        const data = await load();
        if (!sequence.isNewer(turn)) return;
        source.data = data;
        source.error = undefined;
      } catch (error) {
        if (!sequence.isNewer(turn)) return;
        // Without an answer the page says so at the top, and what was read is still worth reading.
        if (source.data === undefined || !(error instanceof Refused && error.status === 0))
          source.error = error instanceof Error ? error : new Error(String(error));
      }
      redraw();
    },
    /** Loads the data again soon, as it may have changed. */
    again() {
      timer ??= window.setTimeout(() => source.read(), GAP_MS);
    },
    close() {
      clearTimeout(timer);
      sequence.end();
    },
  };
  return source;
}
