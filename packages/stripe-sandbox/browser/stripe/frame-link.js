// @ts-check
import { sandbox } from "./origin.js";
import { randomId } from "./random-id.js";

/** @typedef {Record<string, any>} Bag */

/**
 * Talks with one frame of the sandbox: messages go to its origin only, and count only when they come from
 * that origin, that window and with this frame's own channel id.
 */
export class FrameLink {
  #channel = randomId();
  /** @type {Map<string, (answer: Bag) => void>} */
  #questions = new Map();
  #closed = new AbortController();
  #open = Promise.withResolvers();

  /** @param {string} path @param {string} title @param {(message: Bag) => void} onMessage @param {Bag} [facts] */
  constructor(path, title, onMessage, facts = {}) {
    this.iframe = document.createElement("iframe");
    this.iframe.title = title;
    const fragment = new URLSearchParams({ ...facts, channel: this.#channel, parent: location.origin });
    this.iframe.src = `${sandbox}${path}#${fragment}`;
    const listen = (/** @type {MessageEvent} */ event) => {
      if (event.origin !== sandbox || event.source !== this.iframe.contentWindow) return;
      if (event.data?.channel !== this.#channel) return;
      if (event.data.type === "answer") this.#questions.get(event.data.id)?.(event.data.answer);
      else onMessage(event.data);
    };
    addEventListener("message", listen, { signal: this.#closed.signal });
  }

  /** Sends the requests that waited for the frame, and all later ones at once. */
  opened() {
    this.#open.resolve(undefined);
  }

  /** @param {string} type @param {Bag} [data] */
  send(type, data = {}) {
    this.iframe.contentWindow?.postMessage({ ...data, channel: this.#channel, type }, sandbox);
  }

  /** @param {string} type @param {Bag} [data] @returns {Promise<Bag>} */
  async request(type, data = {}) {
    await this.#open.promise;
    if (this.#closed.signal.aborted) return unmountedError;
    const id = randomId();
    const { promise, resolve } = Promise.withResolvers();
    this.#questions.set(id, resolve);
    this.send(type, { ...data, id });
    return promise.finally(() => this.#questions.delete(id));
  }

  close() {
    this.#closed.abort();
    this.#open.resolve(undefined);
    for (const answer of this.#questions.values()) answer(unmountedError);
    this.iframe.remove();
  }
}

const unmountedError = {
  error: { type: "invalid_request_error", message: "The Element was unmounted meanwhile." },
};
