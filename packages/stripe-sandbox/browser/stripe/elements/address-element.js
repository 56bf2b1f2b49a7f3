// @ts-check
import { browserCountry } from "../country.js";
import { hasNoEffect, IntegrationError } from "../errors.js";
import { guessFieldsHeight } from "../guess-height.js";
import { FramedElement } from "./framed-element.js";

/** @typedef {Record<string, any>} Bag */

/** Asks for an address in the way of the customer's country. */
export class AddressElement extends FramedElement {
  /** @param {import("../elements-group.js").ElementsGroup} group @param {string} type @param {Bag} options */
  constructor(group, type, options) {
    super(group, type, options);
    if (!["shipping", "billing"].includes(options.mode)) {
      throw new IntegrationError(
        "Invalid value for elements.create('address'): `mode` should be 'shipping' or 'billing'.",
      );
    }
    if (options.contacts) hasNoEffect("the option `contacts` of the Address Element");
    if (options.autocomplete?.mode === "google_maps_api")
      hasNoEffect("the option `autocomplete` of the Address Element");
  }

  get _page() {
    const { mode } = this._options;
    return { path: `/elements/address.html?mode=${mode}`, title: "Secure address input frame" };
  }

  /** @param {number} width */
  _guessHeight(width) {
    const rows = width >= 480 ? 5 : 6;
    return guessFieldsHeight(rows, this._group._options.appearance);
  }

  _settings() {
    return { ...super._settings(), country: browserCountry() };
  }

  /** Shows what is missing, too: "validates and retrieves form values". */
  async getValue() {
    const { complete, isNewAddress, value } = await this._ask("getValue", { complains: true });
    return { complete, isNewAddress, value };
  }

  /** @param {string} type @param {Bag} [event] */
  _say(type, event = {}) {
    super._say(type, type === "change" ? { elementMode: this._options.mode, ...event } : event);
  }
}
