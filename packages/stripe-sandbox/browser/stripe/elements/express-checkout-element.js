// @ts-check
import { StripeElement } from "./stripe-element.js";

/** Wallets: present, so that pages offering them can be tested, with nothing to offer and no height. */
export class ExpressCheckoutElement extends StripeElement {
  /** @param {HTMLElement} place */
  _draw(place) {
    place.replaceChildren();
    setTimeout(() => this._place === place && this._say("ready", { availablePaymentMethods: undefined }));
  }
}
