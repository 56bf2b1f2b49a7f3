// @ts-check
import { afterPress } from "../after-press.js";
import { IntegrationError } from "../errors.js";
import { FrameLink } from "../frame-link.js";
import { StripeElement } from "./stripe-element.js";

/** @typedef {Record<string, any>} Bag */

/** An Element whose fields are in a frame of the sandbox. The frame says hello, is told how to look, and is ready. */
export class FramedElement extends StripeElement {
  /** @type {FrameLink | undefined} */
  _link;
  #height = 0;

  /** Of the frame: its page, and what screen readers call it. @returns {{ path: string, title: string }} */
  get _page() {
    throw new Error("Every framed Element has a page.");
  }

  /** How high the frame will most likely be, so that the page does not move when it has loaded. @param {number} _width of the place */
  _guessHeight(_width) {
    return 0;
  }

  /** What its frame has to know. @returns {Bag} */
  _settings() {
    const { appearance, fonts, locale } = this._group._options;
    return { key: this._group._stripe.key, appearance, fonts, locale, options: this._options };
  }

  /** What has to be known before the frame can start. @returns {Promise<Bag | undefined>} what went wrong, if anything did */
  async _prepare() {
    return undefined;
  }

  /** @param {HTMLElement} place */
  _draw(place) {
    const { path, title } = this._page;
    const link = new FrameLink(path, title, (message) => this.#hear(link, message));
    this._link = link;
    const { iframe } = link;
    iframe.allow = "payment *";
    this._resize(this.#height || this._guessHeight(place.clientWidth));
    // The frame is 4px larger on every side than what it draws, so that focus rings are not cut off.
    // `light only` keeps it see-through on dark pages; the theme colours everything itself.
    Object.assign(iframe.style, {
      display: "block",
      border: "0",
      margin: "-4px",
      width: "calc(100% + 8px)",
      maxWidth: "none",
      colorScheme: "light only",
    });
    iframe.setAttribute("scrolling", "no");
    place.replaceChildren(iframe);
    document.addEventListener("click", this.#focusFromLabel);
    queueMicrotask(() => this._link === link && this._say("loaderstart"));
  }

  unmount() {
    document.removeEventListener("click", this.#focusFromLabel);
    for (const name of ["focus", "empty", "complete"])
      this._place?.classList.remove(`StripeElement--${name}`);
    this._link?.close();
    this._link = undefined;
    super.unmount();
  }

  /** Browsers do this for inputs; a label of the place, by `for` or around it, means the fields in it. */
  #focusFromLabel = (/** @type {MouseEvent} */ { target }) => {
    const label = target instanceof Element ? target.closest("label") : null;
    if (!label || label.control || !this._place) return;
    if (label.contains(this._place) || (label.htmlFor && label.htmlFor === this._place.id)) this.focus();
  };

  /** @param {Bag} options */
  update(options) {
    super.update(options);
    void this._refresh();
    return this;
  }

  focus() {
    this._link?.iframe.focus();
    this._link?.send("focus");
  }

  blur() {
    this._link?.send("blur");
  }

  clear() {
    this._link?.send("clear");
  }

  /** Tells the frame what it should look like by now; resolves when it does. */
  async _refresh() {
    await this._link?.request("update", { settings: this._settings() });
  }

  /** @param {string} type @param {Bag} [data] @returns {Promise<Bag>} */
  _ask(type, data) {
    if (!this._link)
      throw new IntegrationError(`Please mount the '${this._type}' Element before you use it.`);
    return this._link.request(type, data);
  }

  /** @param {FrameLink} link @param {Bag} message */
  async #hear(link, message) {
    if (message.type === "hello") {
      const error = await this._prepare();
      if (this._link !== link) return;
      if (error) this._say("loaderror", { error });
      else link.send("start", { settings: this._settings() });
    } else if (message.type === "ready") {
      this._resize(message.height);
      link.opened();
      this._say("ready", message.event);
    } else if (message.type === "height") afterPress(() => this._resize(message.height));
    else if (message.type === "enter") link.iframe.closest("form")?.requestSubmit();
    else if (message.type === "event") {
      this.#mark(message.name, message.event);
      this._say(message.name, message.event);
    } else this._hear(message);
  }

  /** What only a frame of this kind says. @param {Bag} _message */
  _hear(_message) {}

  /** Lets the page style the place by what is in it. https://docs.stripe.com/js/element/the_element_container @param {string} name @param {Bag} event */
  #mark(name, event) {
    const classes = this._place?.classList;
    if (name === "focus" || name === "blur") classes?.toggle("StripeElement--focus", name === "focus");
    if (name !== "change") return;
    classes?.toggle("StripeElement--empty", event.empty);
    classes?.toggle("StripeElement--complete", event.complete);
  }

  /** @param {number} height 0 while the page does not display the place */
  _resize(height) {
    if (!height) return;
    this.#height = height;
    if (this._link) this._link.iframe.style.height = `${height}px`;
  }
}
