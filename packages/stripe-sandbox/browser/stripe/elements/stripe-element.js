// @ts-check
import { Emitter } from "../emitter.js";
import { IntegrationError } from "../errors.js";

/** @typedef {Record<string, any>} Bag */

/** What every Element can do, drawn or not. */
export class StripeElement extends Emitter {
  _destroyed = false;
  /** @type {HTMLElement | undefined} where it is mounted */
  _place;

  /** @param {import("../elements-group.js").ElementsGroup} group @param {string} type @param {Bag} options */
  constructor(group, type, options) {
    super();
    this._group = group;
    this._type = type;
    this._options = options;
  }

  /** @param {string | HTMLElement} target */
  mount(target) {
    if (this._destroyed)
      throw new IntegrationError("This Element has been destroyed. Please create a new one.");
    const place = typeof target === "string" ? document.querySelector(target) : target;
    if (!(place instanceof HTMLElement)) {
      throw new IntegrationError(
        `The selector you specified (${target}) applies to no DOM elements that are currently on the page.`,
      );
    }
    if (place === this._place && place.hasChildNodes()) return;
    this.unmount();
    this._place = place;
    place.classList.add("StripeElement");
    this._draw(place);
  }

  unmount() {
    this._place?.classList.remove("StripeElement");
    this._place = undefined;
  }

  destroy() {
    if (this._destroyed) return;
    this.unmount();
    this._destroyed = true;
    this._group._forget(this);
  }

  /** @param {Bag} options */
  update(options) {
    this._options = { ...this._options, ...options };
    return this;
  }

  focus() {}
  blur() {}
  clear() {}

  /** @param {HTMLElement} _place */
  _draw(_place) {}

  /** @param {string} type @param {Bag} [event] */
  _say(type, event = {}) {
    if (!this._destroyed) this.emit(type, { elementType: this._type, ...event });
  }
}
