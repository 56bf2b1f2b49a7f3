// @ts-check
/**
 * The sandbox's Stripe.js: what `loadStripe` and `<Elements>` talk to when no real Stripe is there.
 *
 * One classic script, because `window.Stripe` must exist the moment it has run: `loadStripe` then uses it and
 * fetches nothing. Card numbers are not this file's business. They live in the frame (payment.html), which
 * turns them into a PaymentMethod itself and hands over no more than that; only then does this script
 * confirm, because the client secret is the page's to know and the frame has no need of it.
 */
(() => {
  if ("Stripe" in window) return;

  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const sandbox = new URL(script.src).origin;

  /** @typedef {Record<string, any>} Bag */
  /** @typedef {{ error: Bag, object?: undefined } | { object: Bag, error?: undefined }} Answer */
  /** @typedef {{ key: string, group?: ElementsGroup }} Caller */

  // ------------------------------------------------------------------------------------------ errors

  /** A mistake in the shop's code, never the customer's: thrown, as Stripe.js does. */
  class IntegrationError extends Error {
    name = "IntegrationError";
  }

  const cannotConnect = {
    type: "api_connection_error",
    message:
      "We are experiencing issues connecting to our payments provider. Please check your internet connection and try again.",
  };

  /** @param {string} what */
  const notCovered = (what) => ({
    type: "invalid_request_error",
    code: "not_covered_by_sandbox",
    message: `${what} is not covered by the Stripe sandbox. It works with Stripe itself.`,
  });

  // ------------------------------------------------------------------------------------------ API

  /**
   * Stripe's form encoding: nested names in brackets.
   * @param {Bag} params @param {URLSearchParams} [form] @param {string} [prefix]
   */
  function toForm(params, form = new URLSearchParams(), prefix = "") {
    for (const [name, value] of Object.entries(params)) {
      const key = prefix ? `${prefix}[${name}]` : name;
      if (value === undefined) continue;
      if (value !== null && typeof value === "object") toForm(value, form, key);
      else form.append(key, value === null ? "" : String(value));
    }
    return form;
  }

  /**
   * The key travels in the form, not in a header: so the browser need not ask for leave first (CORS preflight).
   * @param {string} key @param {"GET" | "POST"} method @param {string} path @param {Bag} [params]
   * @param {Record<string, string>} [headers] @returns {Promise<Answer>}
   */
  async function callApi(key, method, path, params = {}, headers = {}) {
    const form = toForm({ ...params, key });
    try {
      const response = await fetch(`${sandbox}${path}${method === "GET" ? `?${form}` : ""}`, {
        method,
        headers,
        body: method === "POST" ? form : undefined,
        signal: AbortSignal.timeout(30_000),
      });
      const body = await response.json();
      if (response.ok && !body.error) return { object: body };
      return { error: body.error ?? { type: "api_error", message: "An unexpected error occurred." } };
    } catch {
      return { error: cannotConnect };
    }
  }

  /**
   * PaymentIntents and SetupIntents are confirmed alike; a client secret says which it belongs to.
   * @param {unknown} secret @param {string} caller
   */
  function intentOf(secret, caller) {
    const id = typeof secret === "string" && /^((?:pi|seti)_\w+?)_secret_\w+$/.exec(secret)?.[1];
    if (!id) {
      throw new IntegrationError(
        `Invalid value for ${caller}: clientSecret should be a client secret of the form \${id}_secret_\${secret}. You specified: ${secret}.`,
      );
    }
    const isSetup = id.startsWith("seti_");
    return {
      id,
      secret: /** @type {string} */ (secret),
      path: `/v1/${isSetup ? "setup_intents" : "payment_intents"}/${id}`,
      name: isSetup ? "setupIntent" : "paymentIntent",
      param: isSetup ? "setup_intent" : "payment_intent",
      lastError: isSetup ? "last_setup_error" : "last_payment_error",
      refusal: isSetup ? "setup_intent_authentication_failure" : "payment_intent_authentication_failure",
    };
  }
  /** @typedef {ReturnType<typeof intentOf>} Intent */

  /** @param {string} key @param {Intent} intent */
  const retrieve = (key, intent) => callApi(key, "GET", intent.path, { client_secret: intent.secret });

  // ------------------------------------------------------------------------------------------ events

  class Emitter {
    /** @type {Map<string, Set<(event: unknown) => void>>} */
    #listeners = new Map();

    /** @param {string} type @param {(event: unknown) => void} listener */
    on(type, listener) {
      const known = this.#listeners.get(type) ?? new Set();
      this.#listeners.set(type, known.add(listener));
      return this;
    }

    /** @param {string} type @param {(event: unknown) => void} listener */
    once(type, listener) {
      /** @param {any} event */
      const once = (event) => {
        this.off(type, once);
        listener(event);
      };
      return this.on(type, once);
    }

    /** @param {string} type @param {(event: unknown) => void} [listener] */
    off(type, listener) {
      if (listener) this.#listeners.get(type)?.delete(listener);
      else this.#listeners.delete(type);
      return this;
    }

    /** @protected @param {string} type @param {any} [event] */
    emit(type, event) {
      for (const listener of [...(this.#listeners.get(type) ?? [])]) listener(event);
    }
  }

  // ------------------------------------------------------------------------------------------ frames

  const randomId = () =>
    Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join("");

  /**
   * Talks with one frame of the sandbox: messages go to its origin only, and count only when they come from
   * that origin, that window and with this frame's own channel id.
   */
  class FrameLink {
    #channel = randomId();
    /** @type {Map<string, (answer: Bag) => void>} */
    #questions = new Map();
    #closed = new AbortController();
    #open = Promise.withResolvers();

    /** @param {string} path @param {string} title @param {(message: Bag) => void} onMessage @param {Bag} [facts] */
    constructor(path, title, onMessage, facts = {}) {
      this.iframe = document.createElement("iframe");
      this.iframe.title = title;
      const fragment = new URLSearchParams({ ...facts, channel: this.#channel, parent: location.origin });
      this.iframe.src = `${sandbox}${path}#${fragment}`;
      const listen = (/** @type {MessageEvent} */ event) => {
        if (event.origin !== sandbox || event.source !== this.iframe.contentWindow) return;
        if (event.data?.channel !== this.#channel) return;
        if (event.data.type === "answer") this.#questions.get(event.data.id)?.(event.data.answer);
        else onMessage(event.data);
      };
      addEventListener("message", listen, { signal: this.#closed.signal });
    }

    /** From now on questions are sent; those asked earlier were waiting for this. */
    opened() {
      this.#open.resolve(undefined);
    }

    /** @param {string} type @param {Bag} [data] */
    send(type, data = {}) {
      this.iframe.contentWindow?.postMessage({ ...data, channel: this.#channel, type }, sandbox);
    }

    /** @param {string} type @param {Bag} [data] @returns {Promise<Bag>} */
    async ask(type, data = {}) {
      await this.#open.promise;
      const id = randomId();
      const { promise, resolve } = Promise.withResolvers();
      this.#questions.set(id, resolve);
      this.send(type, { ...data, id });
      return promise.finally(() => this.#questions.delete(id));
    }

    close() {
      this.#closed.abort();
      this.#open.resolve(undefined);
      const gone = {
        error: { type: "invalid_request_error", message: "The Element was unmounted meanwhile." },
      };
      for (const answer of this.#questions.values()) answer(gone);
      this.iframe.remove();
    }
  }

  // ------------------------------------------------------------------------------------------ elements

  /** What every Element can do, drawn or not. */
  class Element extends Emitter {
    _destroyed = false;

    /** @param {ElementsGroup} group @param {string} type @param {Bag} options */
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
      this.unmount();
      this._draw(place);
    }

    unmount() {}

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

  class PaymentElement extends Element {
    /** @type {FrameLink | undefined} */
    _link;
    _height = 0;

    /** @param {HTMLElement} place */
    _draw(place) {
      const link = new FrameLink("/elements/payment.html", "Secure payment input frame", (message) =>
        this.#hear(link, message),
      );
      this._link = link;
      const { iframe } = link;
      iframe.allow = "payment *";
      this.#resize(
        this._height || guessHeight(place.clientWidth, this._options, this._group._options.appearance),
      );
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
      queueMicrotask(() => this._link === link && this._say("loaderstart"));
    }

    unmount() {
      this._link?.close();
      this._link = undefined;
    }

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

    collapse() {
      this._link?.send("collapse");
      return this;
    }

    /** Tells the frame what it should look like by now; resolves when it does. */
    async _refresh() {
      await this._link?.ask("update", { settings: this.#settings() });
    }

    /** @param {string} type @param {Bag} [data] @returns {Promise<Bag>} */
    _ask(type, data) {
      if (!this._link) throw new IntegrationError("Please mount the Payment Element before you use it.");
      return this._link.ask(type, data);
    }

    #settings() {
      return {
        key: this._group._stripe.key,
        options: { ...this._options, country: country(this._options) },
        ...this._group._settings(),
      };
    }

    /** @param {FrameLink} link @param {Bag} message */
    async #hear(link, message) {
      if (message.type === "hello") {
        const error = await this._group._load();
        if (this._link !== link) return;
        if (error) this._say("loaderror", { error });
        else link.send("start", { settings: this.#settings() });
      } else if (message.type === "ready") {
        this.#resize(message.height);
        link.opened();
        this._say("ready");
        this._say("availablepaymentmethodschange", { paymentMethods: message.paymentMethods });
      } else if (message.type === "height") this.#resize(message.height);
      else if (message.type === "enter") link.iframe.closest("form")?.requestSubmit();
      else if (message.type === "event") this._say(message.name, message.event);
    }

    /** @param {number} height 0 while the page does not display the place */
    #resize(height) {
      if (!height) return;
      this._height = height;
      if (this._link) this._link.iframe.style.height = `${height}px`;
    }
  }

  /** Wallets: present, so that pages offering them can be tested, with nothing to offer. */
  class ExpressCheckoutElement extends Element {
    /** @param {HTMLElement} _place */
    _draw(_place) {
      setTimeout(() => this._say("ready", { availablePaymentMethods: undefined }));
    }
  }

  class UncoveredElement extends Element {
    /** @param {HTMLElement} _place */
    _draw(_place) {
      setTimeout(() => this._say("loaderror", { error: notCovered(`The '${this._type}' Element`) }));
    }
  }

  /** @param {Bag} options */
  const country = (options) =>
    options.defaultValues?.billingDetails?.address?.country ??
    new Intl.Locale(navigator.language).maximize().region ??
    "US";

  /**
   * The height the frame will most likely have, so that the page does not move when it has loaded.
   * @param {number} width of the place @param {Bag} options of the Payment Element @param {Bag} [appearance]
   */
  function guessHeight(width, options, appearance) {
    const { variables = {}, rules = {} } = appearance ?? {};
    /** @param {string | undefined} text @param {number} otherwise */
    const pixels = (text, otherwise) => {
      const [, number, unit] = /^([\d.]+)(px|rem|)(\s|$)/.exec(text ?? "") ?? [];
      return number === undefined ? otherwise : Number(number) * (unit === "rem" ? 16 : 1);
    };
    /** @param {string} name @param {number} otherwise */
    const size = (name, otherwise) => pixels(variables[name], otherwise);
    const isAccordion = (options.layout?.type ?? options.layout) === "accordion";
    const font = size("fontSizeBase", 16);
    const small = size("fontSizeSm", font * 0.93);
    const unit = size("spacingUnit", appearance?.theme === "none" ? 3 : 4);
    const line = size("fontLineHeight", 1.25);
    const gap = size("gridRowSpacing", 3 * unit);
    const labelFont = pixels(rules[".Label"]?.fontSize, size("labelFontSize", small));
    const label = labelFont * 1.4 + pixels(rules[".Label"]?.marginBottom, size("labelSpacing", unit));
    const padding = Math.max(pixels(rules[".Input"]?.padding, 0), 3 * unit);
    const input = pixels(rules[".Input"]?.fontSize, font) * line + 2 * padding + 2;
    const header = isAccordion ? Math.max(small * line, 16) + 12 * unit + 2 : 0;
    const { address = options.fields?.billingDetails } = options.fields?.billingDetails ?? {};
    const asksCountry = address !== "never" && address?.country !== "never";
    const asksPostal = address !== "never" && address?.postalCode !== "never";
    const more = (asksCountry ? 1 : 0) + (asksPostal && postal.includes(country(options)) ? 1 : 0);
    const rows = width >= 480 ? 1 + Math.min(more, 1) : 2 + more;
    return Math.ceil(header + rows * (label + input) + (rows - 1) * gap + 8);
  }
  const postal = ["US", "GB", "CA"];

  const addressFields = {
    ...{ country: "country", postalCode: "postal_code", state: "state", city: "city" },
    ...{ line1: "line1", line2: "line2" },
  };

  /** Which billing details, in the API's words, `fields.billingDetails` rules out. @param {Bag | string} [asked] @returns {string[]} */
  function neverAsked(asked = {}) {
    /** @param {Bag | string | undefined} part @param {string} name */
    const isNever = (part, name) => part === "never" || (typeof part === "object" && part[name] === "never");
    const address = typeof asked === "string" ? asked : asked.address;
    return [
      ...["name", "email", "phone"].filter((name) => isNever(asked, name)),
      ...Object.entries(addressFields).flatMap(([name, apiName]) =>
        isNever(address, name) ? [`address.${apiName}`] : [],
      ),
    ];
  }

  /** What `stripe.elements()` returns. */
  class ElementsGroup extends Emitter {
    /** @type {Map<string, Element>} */
    #elements = new Map();
    /** @type {Bag | undefined} */
    _intent;
    _submitted = false;

    /** @param {Caller} stripe @param {Bag} options */
    constructor(stripe, options) {
      super();
      if ("paymentMethodTypes" in options || "payment_method_types" in options) {
        throw new IntegrationError(
          "Invalid value for elements(): `paymentMethodTypes` is no longer supported. Use `allowedPaymentMethodTypes` instead.",
        );
      }
      if (options.mode && options.clientSecret) {
        throw new IntegrationError(
          "Invalid value for elements(): pass either `mode` or `clientSecret`, not both.",
        );
      }
      if (options.mode === "payment" && !(Number.isInteger(options.amount) && options.amount > 0)) {
        throw new IntegrationError(
          "Invalid value for elements(): `amount` should be a positive integer in the currency's smallest unit.",
        );
      }
      if (["payment", "subscription"].includes(options.mode) && typeof options.currency !== "string") {
        throw new IntegrationError("Invalid value for elements(): `currency` is required with this `mode`.");
      }
      this._stripe = stripe;
      this._options = options;
      this.#target = options.clientSecret && intentOf(options.clientSecret, "elements()");
    }
    /** @type {Intent | undefined} */
    #target;

    /** @param {string} type @param {Bag} [options] @returns {Element} */
    create(type, options = {}) {
      if (this.#elements.has(type)) {
        throw new IntegrationError(
          `Can only create one Element of type ${type} through a given Elements instance. Destroy the first or use elements.getElement('${type}').`,
        );
      }
      if (type === "payment" && !this._options.mode && !this.#target) {
        throw new IntegrationError(
          "In order to create a payment element, you must pass a clientSecret or mode when creating the Elements group.",
        );
      }
      const Kind =
        type === "payment"
          ? PaymentElement
          : type === "expressCheckout"
            ? ExpressCheckoutElement
            : UncoveredElement;
      const element = new Kind(this, type, options);
      this.#elements.set(type, element);
      return element;
    }

    /** Also takes a component of react-stripe-js. @param {string | { __elementType?: string }} type */
    getElement(type) {
      const name = typeof type === "string" ? type : type?.__elementType;
      return this.#elements.get(name ?? "") ?? null;
    }

    /** @param {Bag} options */
    async update(options) {
      this._options = { ...this._options, ...options };
      await this.#payment?._refresh();
      this.emit("update-end");
    }

    async fetchUpdates() {
      this._intent = undefined;
      const error = await this._load();
      if (error) return { error: { message: error.message, status: error.code } };
      await this.#payment?._refresh();
      return {};
    }

    /** Checks what the customer has filled in, and shows what is missing. */
    async submit() {
      const payment = this.#payment;
      if (!payment) throw new IntegrationError("elements.submit() needs a mounted Payment Element.");
      const answer = await payment._ask("submit");
      this._submitted = !answer.error;
      return answer;
    }

    get #payment() {
      const element = this.#elements.get("payment");
      return element instanceof PaymentElement ? element : undefined;
    }

    get _isDeferred() {
      return Boolean(this._options.mode);
    }

    /** Of the PaymentMethod only id and type, unless it is wanted `whole`. @param {Bag} [details] @param {boolean} [whole] @returns {Promise<Bag>} */
    async _createPaymentMethod(details, whole = false) {
      const payment = this.#payment;
      if (!payment) throw new IntegrationError("The Payment Element must be mounted to take a payment.");
      return payment._ask("createPaymentMethod", { details, whole });
    }

    /** What the Payment Element was told never to ask for must come with the call. @param {Bag} [details] @param {string} [caller] */
    _assertGiven(details, caller) {
      const never = neverAsked(this.#payment?._options.fields?.billingDetails);
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
      const answer = await retrieve(this._stripe.key, this.#target);
      this._intent = answer.object;
      return answer.error;
    }

    _settings() {
      const { appearance, fonts, locale, mode, currency, amount, allowedPaymentMethodTypes } = this._options;
      return {
        appearance,
        fonts,
        locale,
        mode: mode ?? "payment",
        currency: this._intent?.currency ?? currency,
        amount: this._intent?.amount ?? amount,
        futureUse: this._intent?.setup_future_usage ?? this._options.setupFutureUsage,
        paymentMethodTypes: this._intent?.payment_method_types ?? allowedPaymentMethodTypes ?? ["card"],
      };
    }

    /** @param {Element} element */
    _forget(element) {
      if (this.#elements.get(element._type) === element) this.#elements.delete(element._type);
    }
  }

  // ------------------------------------------------------------------------------------------ 3-D Secure

  const dialogStyle = `
    dialog { box-sizing: border-box; width: min(420px, 100vw - 24px); height: min(500px, 100dvh - 24px); padding: 0;
      border: 0; border-radius: 12px; overflow: hidden; background: #fff; color: #1a1f36; color-scheme: light only;
      box-shadow: 0 20px 60px rgb(10 14 30 / .35); font: 16px/1.4 system-ui, sans-serif; }
    dialog[open] { display: flex; flex-direction: column; }
    dialog::backdrop { background: rgb(10 14 30 / .55); }
    header { display: flex; justify-content: flex-end; padding: 8px; border-bottom: 1px solid #e3e5ec; }
    button { font: inherit; font-weight: 500; color: #414860; background: none; border: 0; border-radius: 6px;
      min-height: 40px; padding: 0 14px; cursor: pointer; }
    button:hover { background: #f1f2f6; }
    button:focus-visible { outline: 2px solid #1f5eff; outline-offset: -2px; }
    iframe { flex: 1; width: 100%; border: 0; }`;

  /**
   * Shows the bank's page over the shop's until the bank has decided: by a press on its page, by Cancel
   * (which refuses), or by anyone who finishes the challenge over HTTP meanwhile.
   * @param {string} key @param {Intent} intent @param {Bag} object
   */
  async function authenticate(key, intent, object) {
    const { promise: decided, resolve: decide } = Promise.withResolvers();
    const query = new URLSearchParams({ client_secret: intent.secret });
    const link = new FrameLink(
      `/_sandbox/3ds/${intent.id}?${query}`,
      "3D Secure authentication",
      (message) => message.type === "decided" && decide(message.outcome),
      { amount: String(object.amount ?? ""), currency: object.currency ?? "" },
    );

    const host = document.createElement("div");
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(dialogStyle);
    root.adoptedStyleSheets = [sheet];

    const dialog = document.createElement("dialog");
    dialog.setAttribute("aria-label", "Your bank asks you to confirm this payment");
    dialog.setAttribute("closedby", "none");
    const header = document.createElement("header");
    const cancel = document.createElement("button");
    cancel.type = "button";
    cancel.textContent = "Cancel";
    cancel.addEventListener("click", () => decide("cancel"));
    // Escape must not lose a payment in silence: it leads to the button that says what happens.
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      cancel.focus();
    });
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    header.append(cancel);
    dialog.append(header, link.iframe);
    root.append(dialog);

    const before = document.activeElement;
    document.body.append(host);
    dialog.showModal();
    link.iframe.focus();
    const watch = setInterval(async () => {
      const { object } = await retrieve(key, intent);
      if (object && object.status !== "requires_action") decide("elsewhere");
    }, 2000);

    const outcome = await decided;
    clearInterval(watch);
    if (outcome === "cancel") {
      cancel.disabled = true;
      await callApi(key, "POST", `/_sandbox/3ds/${intent.id}`, {
        outcome: "refuse",
        client_secret: intent.secret,
      });
    }
    link.close();
    dialog.close();
    host.remove();
    if (before instanceof HTMLElement) before.focus();
  }

  // ------------------------------------------------------------------------------------------ confirming

  /** Leaves the page; what is awaited after it never comes. @param {string | URL} url @returns {Promise<never>} */
  function leaveFor(url) {
    location.assign(url);
    return new Promise(() => {});
  }

  /** @param {string} returnUrl @param {Intent} intent @param {Bag} object */
  function withOutcome(returnUrl, intent, object) {
    const url = new URL(returnUrl);
    url.searchParams.set(intent.param, intent.id);
    url.searchParams.set(`${intent.param}_client_secret`, intent.secret);
    /** @type {Bag} */
    const outcomes = { succeeded: "succeeded", requires_capture: "succeeded", processing: "processing" };
    url.searchParams.set("redirect_status", outcomes[object.status] ?? "failed");
    return url;
  }

  /** @param {Intent} intent @param {Bag} object */
  function refusedBy(intent, object) {
    const cause = object[intent.lastError];
    const error =
      cause && cause.code !== intent.refusal
        ? cause
        : {
            type: "invalid_request_error",
            code: intent.refusal,
            message:
              "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
          };
    return { error: { ...error, [intent.param]: object } };
  }

  /**
   * Follows an intent until it needs nothing more from the customer.
   * @param {string} key @param {Intent} intent @param {Answer} answer @returns {Promise<Bag>}
   */
  async function settle(key, intent, answer) {
    if (answer.error) return { error: answer.error };
    let { object } = answer;
    if (object.status === "requires_action") {
      const action = object.next_action;
      if (action?.type === "redirect_to_url") return leaveFor(action.redirect_to_url.url);
      if (action?.type !== "use_stripe_sdk") return { [intent.name]: object };
      await authenticate(key, intent, object);
      const after = await retrieve(key, intent);
      if (after.error) return { error: after.error };
      object = after.object;
      if (["requires_payment_method", "requires_action"].includes(object.status))
        return refusedBy(intent, object);
    }
    return { [intent.name]: object };
  }

  /** @type {Map<string, Promise<Bag>>} Confirmations under way, so that a second press joins the first. */
  const underWay = new Map();
  // A page brought back by the back button finds its old confirmation finished, not waiting for ever.
  addEventListener("pageshow", (event) => event.persisted && underWay.clear());

  /** @param {string} key @param {"confirmPayment" | "confirmSetup"} method @param {Bag} args @returns {Promise<Bag>} */
  async function confirm(key, method, args) {
    const caller = `stripe.${method}()`;
    const { elements, confirmParams = {}, redirect = "always" } = args ?? {};
    if (elements && !(elements instanceof ElementsGroup)) {
      throw new IntegrationError(`Invalid value for ${caller}: elements should come from stripe.elements().`);
    }
    const intent = intentOf(args?.clientSecret ?? elements?._options.clientSecret, caller);
    const returnUrl = confirmParams.return_url;
    if (returnUrl === undefined ? redirect !== "if_required" : !/^https?:\/\//.test(returnUrl)) {
      throw new IntegrationError(
        `Invalid value for ${caller}: confirmParams.return_url is required and should be a full URL, beginning with http:// or https://.`,
      );
    }
    if (!elements && !confirmParams.payment_method && !confirmParams.confirmation_token) {
      throw new IntegrationError(
        `Invalid value for ${caller}: pass elements, or confirmParams.payment_method.`,
      );
    }
    if (elements?._isDeferred && !elements._submitted) {
      throw new IntegrationError(
        `elements.submit() must be called before ${caller}. Please call elements.submit() before calling ${caller}.`,
      );
    }
    const already = underWay.get(intent.id);
    if (already) return already;
    const attempt = attemptConfirm(key, intent, elements, confirmParams, redirect, caller);
    underWay.set(intent.id, attempt);
    return attempt.finally(() => underWay.delete(intent.id));
  }

  /**
   * @param {string} key @param {Intent} intent @param {ElementsGroup | undefined} elements
   * @param {Bag} confirmParams @param {string} redirect @param {string} caller @returns {Promise<Bag>}
   */
  async function attemptConfirm(key, intent, elements, confirmParams, redirect, caller) {
    const { payment_method_data: details, ...params } = confirmParams;
    if (elements) {
      elements._assertGiven(details, caller);
      const checked = await elements.submit();
      if (checked.error) return { error: checked.error };
      const created = await elements._createPaymentMethod(details);
      if (created.error) return { error: created.error };
      params.payment_method = created.paymentMethod.id;
      if (created.paymentMethod.type !== "card") params.mandate_data = acceptedHere();
    }
    // A browser whose connection breaks before the answer may send the same request again by itself. With a key
    // of its own the second is answered like the first, instead of "this has already succeeded".
    const confirmed = await callApi(
      key,
      "POST",
      `${intent.path}/confirm`,
      { ...params, use_stripe_sdk: true, client_secret: intent.secret },
      { "Idempotency-Key": randomId() },
    );
    const result = await settle(key, intent, confirmed);
    if (result.error || redirect === "if_required") return result;
    return leaveFor(withOutcome(params.return_url, intent, result[intent.name]));
  }

  const acceptedHere = () => ({
    customer_acceptance: { type: "online", online: { infer_from_client: true } },
  });

  // ------------------------------------------------------------------------------------------ Stripe()

  // Everything else Stripe's types promise: there, so that libraries find it, and honest when called.
  const uncovered = [
    ...["createToken", "createSource", "createConfirmationToken", "createRadarSession", "verifyIdentity"],
    ...[
      "confirmCardSetup",
      "confirmSepaDebitPayment",
      "confirmSepaDebitSetup",
      "confirmUsBankAccountPayment",
    ],
    ...["collectBankAccountForPayment", "collectBankAccountForSetup", "collectFinancialConnectionsAccounts"],
    ...["verifyMicrodepositsForPayment", "verifyMicrodepositsForSetup", "createEphemeralKeyNonce"],
  ];
  const uncoveredThrowing = [
    ...["createEmbeddedCheckoutPage", "initCheckoutElementsSdk", "initCheckoutFormSdk", "paymentRequest"],
  ];

  /** @param {string} key @param {Bag} [_options] */
  function Stripe(key, _options) {
    if (typeof key !== "string" || !key) {
      throw new IntegrationError("Please call Stripe() with your publishable key. You used an empty string.");
    }
    if (/^[sr]k_/.test(key)) {
      throw new IntegrationError(
        "You should not use your secret key with Stripe.js. Please pass a publishable key instead.",
      );
    }
    if (key.startsWith("pk_live_")) {
      throw new IntegrationError("This is the Stripe sandbox's Stripe.js: it refuses live keys.");
    }
    const caller = { key };
    /** @type {Bag} */
    const stripe = {
      /** @param {Bag} [options] */
      elements: (options = {}) => new ElementsGroup(caller, options),
      /** @param {Bag} args */
      confirmPayment: (args) => confirm(key, "confirmPayment", args),
      /** @param {Bag} args */
      confirmSetup: (args) => confirm(key, "confirmSetup", args),
      /** @param {string} secret */
      async retrievePaymentIntent(secret) {
        const { object, error } = await retrieve(key, intentOf(secret, "stripe.retrievePaymentIntent()"));
        return error ? { error } : { paymentIntent: object };
      },
      /** @param {string} secret */
      async retrieveSetupIntent(secret) {
        const { object, error } = await retrieve(key, intentOf(secret, "stripe.retrieveSetupIntent()"));
        return error ? { error } : { setupIntent: object };
      },
      /** @param {{ clientSecret: string }} args */
      async handleNextAction({ clientSecret }) {
        const intent = intentOf(clientSecret, "stripe.handleNextAction()");
        return settle(key, intent, await retrieve(key, intent));
      },
      /** @param {Bag} args */
      async createPaymentMethod({ elements, params } = {}) {
        if (!elements) return { error: notCovered("stripe.createPaymentMethod() without `elements`") };
        if (!elements._submitted)
          throw new IntegrationError("Please call elements.submit() before stripe.createPaymentMethod().");
        return elements._createPaymentMethod(params, true);
      },
      /** @param {string} clientSecret @param {Bag} [data] */
      async confirmCardPayment(clientSecret, data = {}) {
        if (typeof data.payment_method !== "string") {
          return {
            error: notCovered("stripe.confirmCardPayment() with anything but the id of a PaymentMethod"),
          };
        }
        return confirm(key, "confirmPayment", { clientSecret, confirmParams: data, redirect: "if_required" });
      },
      registerAppInfo() {},
      _registerWrapper() {},
    };
    for (const name of uncovered) stripe[name] = async () => ({ error: notCovered(`stripe.${name}()`) });
    for (const name of uncoveredThrowing) {
      stripe[name] = () => {
        throw new IntegrationError(notCovered(`stripe.${name}()`).message);
      };
    }
    return stripe;
  }
  Stripe.version = "endive";

  Object.assign(window, { Stripe });
})();
