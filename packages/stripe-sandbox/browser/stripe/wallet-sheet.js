// @ts-check
import { IntegrationError } from "./errors.js";
import { checkExpressOptions, checkLineItems } from "./express-options.js";
import { FrameLink } from "./frame-link.js";
import { openDialog } from "./open-dialog.js";

/** @typedef {Record<string, any>} Bag */

/** How long the shop may take to price an address or a rate. */
const PRICING_TIMEOUT_MS = 30_000;

/**
 * The sandbox's sheet of a wallet over the shop's page. What the customer chooses there is told to the shop, whose prices are
 * shown; Pay hands the payment to the shop's `confirm` listener.
 */
export class WalletSheet {
  /** @type {Bag} what the customer has agreed to, once they have pressed Pay */
  #paid = {};
  #closed = false;

  /**
   * @param {"apple_pay" | "google_pay"} type @param {Bag} options of the Element with those of the click
   * @param {import("./elements-group.js").ElementsGroup} group
   * @param {{ say: (type: string, event?: Bag) => void, hears: (type: string) => boolean, onClose: () => void }} element
   */
  constructor(type, options, group, element) {
    this.type = type;
    this._options = options;
    this._group = group;
    this._element = element;
    this._link = new FrameLink("/elements/wallet.html", "Sandbox Pay", (message) => this.#hear(message));
    const cancel = document.createElement("button");
    cancel.addEventListener("click", () => this.#cancel());
    const { iframe } = this._link;
    this._closeDialog = openDialog({ label: "Sandbox Pay", cancel, iframe, height: 660 });
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    if (this._group._wallet === this) this._group._wallet = undefined;
    this._link.close();
    this._closeDialog();
    this._element.onClose();
  }

  /** What the wallet knows about the customer, in the API's words. @returns {{ billing: Bag, shipping: Bag | undefined }} */
  get collected() {
    const { billingDetails = {}, shipping } = this.#paid;
    return { billing: billingDetails, shipping };
  }

  /**
   * Turns what was agreed to into a PaymentMethod or a token, once.
   * @param {"createPaymentMethod" | "createConfirmationToken"} kind @param {Bag} params @param {boolean} whole @returns {Promise<Bag>}
   */
  make(kind, params, whole) {
    this._group._wallet = undefined;
    return this._link.request(kind, { params, whole });
  }

  #cancel() {
    this.close();
    this._element.say("cancel");
  }

  /** @param {Bag} message */
  #hear({ type, channel: _, ...message }) {
    if (type === "hello") {
      this._link.send("start", { settings: this.#settings() });
      this._link.opened();
    } else if (type === "address") this.#price("shippingaddresschange", message);
    else if (type === "rate") this.#price("shippingratechange", message);
    else if (type === "pay") this.#pay(message);
  }

  #settings() {
    const { key } = this._group._stripe;
    const { emailRequired, phoneNumberRequired, shippingAddressRequired, billingAddressRequired } =
      this._options;
    const { allowedShippingCountries, business, lineItems = [], shippingRates = [] } = this._options;
    return {
      ...{ key, wallet: this.type, business: business?.name ?? "", ...this._group._total },
      ...{ lineItems, shippingRates: shippingAddressRequired ? shippingRates : [], allowedShippingCountries },
      ...{ emailRequired, phoneNumberRequired, shippingAddressRequired, billingAddressRequired },
    };
  }

  /** Asks the shop what an address or a rate costs. @param {string} type @param {Bag} chosen */
  #price(type, { round, ...event }) {
    const { promise, resolve: answer } = Promise.withResolvers();
    const resolve = (/** @type {Bag} */ details = {}) => {
      try {
        checkExpressOptions(`${type} event resolve callback`, details);
        checkLineItems(details.lineItems ?? this._options.lineItems ?? [], this._group._total.amount);
      } catch (error) {
        answer("refused");
        throw error;
      }
      this._options = { ...this._options, ...details };
      answer("priced");
    };
    const late = setTimeout(() => {
      console.error(
        `Stripe sandbox: resolve or reject of the ${type} event was not called within 30 seconds.`,
      );
      answer("refused");
    }, PRICING_TIMEOUT_MS);
    void promise.then((outcome) => {
      clearTimeout(late);
      this._link.send(outcome, { round, settings: this.#settings() });
    });
    if (this._element.hears(type))
      this._element.say(type, { ...event, resolve, reject: () => answer("refused") });
    else answer("priced");
  }

  /** @param {Bag} paid */
  #pay({ billingDetails, shippingAddress, shippingRate, phone }) {
    if (!this._element.hears("confirm"))
      throw new IntegrationError("An Express Checkout Element needs a listener for its 'confirm' event.");
    const shipping = shippingAddress && { ...shippingAddress, ...(phone ? { phone } : {}) };
    this.#paid = { billingDetails, shipping };
    this._group._wallet = this;
    this._element.say("confirm", {
      ...{ expressPaymentType: this.type, billingDetails, shippingAddress, shippingRate },
      paymentFailed: ({ reason = "fail", message = "" } = {}) => {
        if (this._group._wallet === this) this._group._wallet = undefined;
        this._link.send("failed", { reason, message });
      },
    });
  }
}
