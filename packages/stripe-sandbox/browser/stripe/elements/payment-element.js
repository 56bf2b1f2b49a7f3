// @ts-check
import { browserCountry } from "../country.js";
import { hasNoEffect } from "../errors.js";
import { guessPaymentHeight } from "../guess-height.js";
import { FramedElement } from "./framed-element.js";

/** @typedef {Record<string, any>} Bag */

/** Takes a card, a bank account or a saved way to pay. */
export class PaymentElement extends FramedElement {
  get _page() {
    return { path: "/elements/payment.html", title: "Secure payment input frame" };
  }

  /** @param {number} width */
  _guessHeight(width) {
    const { appearance, currency } = this._group._options;
    const hasSepa = (this._group._intent?.currency ?? currency) === "eur";
    return guessPaymentHeight(width, this.#options, appearance, hasSepa ? 2 : 1);
  }

  _settings() {
    return { ...super._settings(), ...this._group._paymentSettings(), options: this.#options };
  }

  _prepare() {
    return this._group._load();
  }

  /** @param {Bag} options */
  update(options) {
    const { layout = {} } = options;
    if (layout.defaultCollapsed !== undefined) hasNoEffect("changing layout.defaultCollapsed");
    return super.update(options);
  }

  collapse() {
    this._link?.send("collapse");
    return this;
  }

  get #options() {
    const known = this._options.defaultValues?.billingDetails?.address?.country;
    return { ...this._options, country: known ?? browserCountry() };
  }
}
