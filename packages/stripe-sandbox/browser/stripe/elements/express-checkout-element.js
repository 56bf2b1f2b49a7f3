// @ts-check
import { IntegrationError } from "../errors.js";
import { checkExpressOptions, checkLineItems } from "../express-options.js";
import { WalletSheet } from "../wallet-sheet.js";
import { FramedElement } from "./framed-element.js";

/** @typedef {Record<string, any>} Bag */

/** "You must call this function within 1 second if you handle the `click` event." */
const CLICK_TIMEOUT_MS = 1000;

/** Buttons of the wallets that this browser has; each opens the sandbox's sheet. */
export class ExpressCheckoutElement extends FramedElement {
  /** @type {WalletSheet | undefined} */
  #sheet;

  /** @param {import("../elements-group.js").ElementsGroup} group @param {string} type @param {Bag} options */
  constructor(group, type, options) {
    super(group, type, options);
    checkExpressOptions("elements.create('expressCheckout')", options);
    if (!group._isDeferred && !group._options.clientSecret) {
      throw new IntegrationError(
        "In order to create an Express Checkout Element, you must pass a clientSecret or mode when creating the Elements group.",
      );
    }
  }

  get _page() {
    return { path: "/elements/express-checkout.html", title: "Secure express checkout frame" };
  }

  _prepare() {
    return this._group._load();
  }

  /** It has no height until it is known that there is a wallet. @param {HTMLElement} place */
  _draw(place) {
    super._draw(place);
    if (this._link) Object.assign(this._link.iframe.style, { height: "0", margin: "0" });
  }

  /** @param {number} height */
  _resize(height) {
    super._resize(height);
    if (height && this._link) this._link.iframe.style.margin = "-4px";
  }

  /** @param {Bag} options */
  update(options) {
    checkExpressOptions("expressCheckoutElement.update()", options);
    return super.update(options);
  }

  unmount() {
    this.#sheet?.close();
    super.unmount();
  }

  /** @param {Bag} message */
  _hear(message) {
    if (message.type === "pressed" && !this.#sheet) void this.#press(message.wallet);
  }

  /** @param {"apple_pay" | "google_pay"} wallet */
  async #press(wallet) {
    const details = await this.#click(wallet);
    if (!details || this.#sheet || !this._link) return;
    this.#sheet = new WalletSheet(wallet, { ...this._options, ...details }, this._group, {
      say: (type, event) => this._say(type, event),
      hears: (type) => this.hears(type),
      onClose: () => {
        this.#sheet = undefined;
      },
    });
  }

  /** What the shop wants to be shown; undefined: it wants no sheet. @param {string} wallet @returns {Promise<Bag | undefined>} */
  #click(wallet) {
    const { promise, resolve: answer } = Promise.withResolvers();
    const resolve = (/** @type {Bag} */ details = {}) => {
      try {
        checkExpressOptions("click event resolve callback", details);
        const options = { ...this._options, ...details };
        if (options.shippingAddressRequired && !options.shippingRates?.length) {
          throw new IntegrationError(
            "When `shippingAddressRequired` is true, you must specify `shippingRates`.",
          );
        }
        checkLineItems(options.lineItems ?? [], this._group._total.amount);
      } catch (error) {
        answer(undefined);
        throw error;
      }
      answer(details);
    };
    if (!this.hears("click")) resolve();
    else {
      const late = setTimeout(() => {
        console.error(
          "Stripe sandbox: the click event's resolve or reject was not called within 1 second, so no sheet opens.",
        );
        answer(undefined);
      }, CLICK_TIMEOUT_MS);
      void promise.finally(() => clearTimeout(late));
      this._say("click", { expressPaymentType: wallet, resolve, reject: () => answer(undefined) });
    }
    return promise;
  }
}
