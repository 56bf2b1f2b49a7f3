// @ts-check
/** Tells any number of listeners; chainable as Stripe's Elements are. */
export class Emitter {
  /** @type {Map<string, Set<(event: unknown) => void>>} */
  #listeners = new Map();

  /** @param {string} type @param {(event: unknown) => void} listener */
  on(type, listener) {
    const known = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, known.add(listener));
    return this;
  }

  /** @param {string} type @param {(event: unknown) => void} listener */
  once(type, listener) {
    /** @param {any} event */
    const once = (event) => {
      this.off(type, once);
      listener(event);
    };
    return this.on(type, once);
  }

  /** @param {string} type @param {(event: unknown) => void} [listener] */
  off(type, listener) {
    if (listener) this.#listeners.get(type)?.delete(listener);
    else this.#listeners.delete(type);
    return this;
  }

  /** Whether somebody listens. @protected @param {string} type */
  hears(type) {
    return Boolean(this.#listeners.get(type)?.size);
  }

  /** @protected @param {string} type @param {any} [event] */
  emit(type, event) {
    for (const listener of [...(this.#listeners.get(type) ?? [])]) listener(event);
  }
}
