// @ts-check
import { notCovered } from "../errors.js";
import { StripeElement } from "./stripe-element.js";

/** An Element of Stripe's that this stand-in has not: says so, in the page's console too, and draws nothing. */
export class UncoveredElement extends StripeElement {
  /** @param {HTMLElement} place */
  _draw(place) {
    const error = notCovered(`The '${this._type}' Element`);
    console.error(error.message);
    setTimeout(() => this._place === place && this._say("loaderror", { error }));
  }
}
