// @ts-check
import { guessFieldsHeight } from "../guess-height.js";
import { FramedElement } from "./framed-element.js";

/** Asks for the e-mail address. There is no Link to sign in to here. */
export class LinkAuthenticationElement extends FramedElement {
  get _page() {
    return { path: "/elements/link-authentication.html", title: "Secure email input frame" };
  }

  /** @param {number} _width */
  _guessHeight(_width) {
    return guessFieldsHeight(1, this._group._options.appearance);
  }
}
