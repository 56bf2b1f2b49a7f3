// @ts-check
import { neverAsked } from "../payment/never-asked.js";
import { AddressElement } from "./elements/address-element.js";
import { ExpressCheckoutElement } from "./elements/express-checkout-element.js";
import { FramedElement } from "./elements/framed-element.js";
import { kindOf } from "./elements/kinds.js";
import { LinkAuthenticationElement } from "./elements/link-authentication-element.js";
import { PaymentElement } from "./elements/payment-element.js";
import { checkElementsOptions } from "./elements-options.js";
import { Emitter } from "./emitter.js";
import { IntegrationError } from "./errors.js";
import { intentOf, retrieveIntent } from "./intent.js";

/** @typedef {Record<string, any>} Bag */
/** @typedef {import("./elements/stripe-element.js").StripeElement} StripeElement */

/** What `stripe.elements()` returns: Elements that take one payment together. */
export class ElementsGroup extends Emitter {
  /** @type {StripeElement[]} */
  #elements = [];
  /** @type {import("./intent.js").Intent | undefined} */
  #target;
  /** @type {Bag | undefined} the PaymentIntent or SetupIntent, once it was read */
  _intent;
  _submitted = false;
  /** @type {import("./wallet-sheet.js").WalletSheet | undefined} in which the customer has pressed Pay: it pays, not the other Elements */
  _wallet;

  /** @param {{ key: string }} stripe @param {Bag} options */
  constructor(stripe, options) {
    super();
    checkElementsOptions(options);
    this._stripe = stripe;
    this._options = options;
    this.#target = options.clientSecret && intentOf(options.clientSecret, "elements()");
  }

  /** @param {string} type @param {Bag} [options] @returns {StripeElement} */
  create(type, options = {}) {
    const Kind = kindOf(type);
    if (this.getElement(type, options)) {
      throw new IntegrationError(
        `Can only create one Element of type ${type} through a given Elements instance. Destroy the first or use elements.getElement('${type}').`,
      );
    }
    if (type === "payment" && !this._options.mode && !this.#target) {
      throw new IntegrationError(
        "In order to create a payment element, you must pass a clientSecret or mode when creating the Elements group.",
      );
    }
    const element = new Kind(this, type, options);
    this.#elements.push(element);
    void this.#payment?._refresh();
    return element;
  }

  /** Also takes a component of react-stripe-js. @param {string | { __elementType?: string }} type @param {{ mode?: string }} [options] of an Address Element */
  getElement(type, { mode } = {}) {
    const name = typeof type === "string" ? type : type?.__elementType;
    const ofType = this.#elements.filter((element) => element._type === name);
    if (name !== "address" || !mode) return ofType[0] ?? null;
    return ofType.find((element) => element._options.mode === mode) ?? null;
  }

  /** @param {Bag} options */
  async update(options) {
    checkElementsOptions({ ...this._options, ...options });
    if (options.clientSecret && options.clientSecret !== this._options.clientSecret)
      throw new IntegrationError("Invalid value for elements.update(): `clientSecret` cannot be changed.");
    this._options = { ...this._options, ...options };
    await Promise.all(this.#framed.map((element) => element._refresh()));
    this.emit("update-end");
  }

  async fetchUpdates() {
    this._intent = undefined;
    const error = await this._load();
    if (error) return { error: { message: error.message, status: error.code } };
    await this.#payment?._refresh();
    return {};
  }

  /** Checks what the customer has filled in everywhere, and shows what is missing. @returns {Promise<Bag>} */
  async submit() {
    if (this._wallet) {
      this._submitted = true;
      return { selectedPaymentMethod: this._wallet.type };
    }
    const mounted = this.#framed.filter((element) => element._link);
    const asked = mounted.filter((element) => !(element instanceof ExpressCheckoutElement));
    if (mounted.length === 0) throw new IntegrationError("elements.submit() needs a mounted Element.");
    /** @type {Bag} */
    let result = {};
    // One after the other, so that the cursor goes to the first field that is not filled in, and stays there.
    for (const element of asked) {
      const answer = await element._ask("submit", { isFirst: !result.error });
      if (!result.error) result = { ...result, ...answer };
    }
    this._submitted = !result.error;
    return result.error ? { error: result.error } : result;
  }

  get #framed() {
    return this.#elements.filter((element) => element instanceof FramedElement);
  }

  get #payment() {
    return this.#elements.find((element) => element instanceof PaymentElement);
  }

  get _isDeferred() {
    return Boolean(this._options.mode);
  }

  /**
   * Has the Payment Element make what the API calls `kind` of what was filled in. Only id and type of it come back,
   * unless it is wanted `whole`.
   * @param {"createPaymentMethod" | "createConfirmationToken"} kind @param {Bag} [params] @param {boolean} [whole] @returns {Promise<Bag>}
   */
  async _make(kind, params = {}, whole = false) {
    const wallet = this._wallet;
    if (wallet) return wallet.make(kind, params, whole);
    const payment = this.#payment;
    if (!payment && this.getElement("expressCheckout")) {
      throw new IntegrationError(
        'Element confirming payment is "expressCheckout", but stripe.confirmPayment() was not called within the "confirm" event. Please call stripe.confirmPayment() in the "confirm" event.',
      );
    }
    if (!payment) throw new IntegrationError("The Payment Element must be mounted to take a payment.");
    return payment._ask(kind, { params, whole });
  }

  /** What the other Elements know about the customer, in the API's words. @returns {Promise<{ billing: Bag, shipping: Bag | undefined }>} */
  async _collected() {
    if (this._wallet) return this._wallet.collected;
    /** @type {Bag} */
    const billing = {};
    let shipping;
    for (const element of this.#framed) {
      if (!element._link) continue;
      if (element instanceof LinkAuthenticationElement)
        billing.email = (await element._ask("getValue")).value.email;
      if (!(element instanceof AddressElement)) continue;
      const { name, phone, address } = (await element._ask("getValue")).value;
      if (element._options.mode === "billing") Object.assign(billing, { name, phone, address });
      else shipping = { name, phone, address };
    }
    return { billing, shipping };
  }

  /** What the Payment Element was told never to ask for must come with the call. @param {Bag} [details] @param {string} [caller] */
  _assertGiven(details, caller) {
    if (this._wallet) return;
    const never = neverAsked(this.#payment?._options.fields);
    const { address, ...given } = details?.billing_details ?? {};
    for (const name of never) {
      const [last = "", parent] = name.split(".").reverse();
      if ((parent ? address?.[last] : given[last]) !== undefined) continue;
      throw new IntegrationError(
        `You specified "never" for fields.billing_details.${name} when creating the payment Element, but did not pass confirmParams.payment_method_data.billing_details.${name} when calling ${caller}. If you opt out of collecting data via the payment Element using the fields option, the data must be passed in when calling ${caller}.`,
      );
    }
  }

  /** Reads the intent, when there is one: what it accepts decides what is offered. */
  async _load() {
    if (!this.#target || this._intent) return undefined;
    const answer = await retrieveIntent(this._stripe.key, this.#target);
    this._intent = answer.object;
    return answer.error;
  }

  /** What is to be paid, in minor units, as far as it is known. @returns {{ amount: number, currency: string }} */
  get _total() {
    const { amount = 0, currency = "usd" } = this._isDeferred ? this._options : (this._intent ?? {});
    return { amount, currency };
  }

  /** What the Payment Element's frame needs to know of the group. */
  _paymentSettings() {
    const options = this._options;
    const isSetup = options.mode === "setup" || this.#target?.isSetup;
    const has = (/** @type {string} */ mode) => Boolean(this.getElement("address", { mode }));
    return {
      mode: isSetup ? "setup" : "payment",
      currency: this._intent?.currency ?? options.currency,
      futureUse:
        isSetup || this._intent?.setup_future_usage || options.setupFutureUsage || options.setup_future_usage,
      paymentMethodTypes: this._intent?.payment_method_types,
      allowed: options.allowedPaymentMethodTypes,
      excluded: options.excludedPaymentMethodTypes,
      captureMethod: options.captureMethod ?? options.capture_method,
      customerSession: options.customerSessionClientSecret,
      elsewhere: { email: Boolean(this.getElement("linkAuthentication")), address: has("billing") },
    };
  }

  /** @param {StripeElement} element */
  _forget(element) {
    this.#elements = this.#elements.filter((other) => other !== element);
    void this.#payment?._refresh();
  }
}
