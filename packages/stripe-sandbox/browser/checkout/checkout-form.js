// @ts-check
import { CardForm } from "../payment/card-form.js";
import { element } from "../payment/dom.js";
import { MethodPicker } from "../payment/method-picker.js";
import { SepaForm } from "../payment/sepa-form.js";
import { AddressForm } from "./address-form.js";
import { passChallenge } from "./challenge.js";
import { customFieldOf } from "./custom-field.js";
import { emailField, phoneField, textField } from "./fields.js";
import { PayButton } from "./pay-button.js";
import { askSession } from "./session-api.js";
import { shippingChoice } from "./shipping-choice.js";

/** @typedef {Record<string, any>} Bag */

/** Everything the customer fills in, and the button that pays. */
export class CheckoutForm {
  #picker = new MethodPicker(() => this.#hideProblem());
  #button = new PayButton();
  #problem = element("p", { class: "Problem", role: "alert", tabindex: "-1", hidden: true });

  /**
   * @param {Bag} session @param {(amount: number) => string} money
   * @param {{ change: import("./summary.js").Change, show: (session: Bag) => void }} page
   */
  constructor(session, money, page) {
    this.session = session;
    this.page = page;
    const { asks, custom_text: texts } = session;
    this.email = asks.email ? emailField("email") : undefined;
    this.phone = asks.phone ? phoneField("phone") : undefined;
    const country = countryGuess();
    const placeChanged = () => this.#placeChanged();
    this.shipping = asks.shipping_countries
      ? new AddressForm({
          name: "shipping",
          section: "shipping",
          countries: asks.shipping_countries,
          country,
          withName: true,
          onChange: placeChanged,
        })
      : undefined;
    this.billing = asks.billing_address
      ? new AddressForm({
          name: "billing",
          section: "billing",
          country,
          withName: false,
          onChange: placeChanged,
        })
      : undefined;
    this.sameAddress =
      this.shipping && this.billing
        ? checkbox("same-address", "Billing address is the same as shipping")
        : undefined;
    this.cardName = textField({
      name: "cardholder",
      label: "Name on card",
      autocomplete: "cc-name",
      placeholder: "Full name",
    });
    this.custom = asks.custom_fields.map(customFieldOf);
    this.terms = asks.terms_of_service
      ? checkbox(
          "terms",
          texts.terms_of_service_acceptance?.message ?? "I agree to the shop's terms of service",
        )
      : undefined;
    this.rates = element("div", { class: "Rates" });

    this.root = element("form", { class: "Form", novalidate: true, "aria-label": "Checkout" });
    this.root.append(...this.#sections());
    this.root.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#pay();
    });
    this.root.addEventListener("input", () => this.#hideProblem());
    this.#drawMethods();
    this.follow(session, money);
    if (session.payment?.status === "requires_action") this.#authenticate();
  }

  #sections() {
    const { asks, custom_text: texts, email } = this.session;
    const sections = [];
    const contact = [this.email?.root, this.phone?.root].filter((node) => node !== undefined);
    if (email) contact.unshift(fixed("Email", email));
    if (contact.length > 0) sections.push(section("Contact", ...contact));
    if (this.shipping)
      sections.push(section("Shipping address", this.shipping.root, note(texts.shipping_address?.message)));
    if (asks.shipping_rate) sections.push(section("Shipping method", this.rates));
    if (this.custom.length > 0)
      sections.push(section("", ...this.custom.map((/** @type {Bag} */ field) => field.root)));
    this.payment = section("Payment", this.#picker.root);
    if (this.billing) {
      if (this.sameAddress) {
        this.sameAddress.input.checked = true;
        this.sameAddress.input.addEventListener("change", () => this.#showBilling());
        this.payment.append(this.sameAddress.root);
      }
      this.billingPart = element(
        "div",
        { class: "Billing" },
        element("h3", {}, "Billing address"),
        this.billing.root,
      );
      this.payment.append(this.billingPart);
      this.#showBilling();
    }
    sections.push(this.payment);
    const end = element("div", { class: "End" });
    if (this.terms) end.append(this.terms.root);
    end.append(this.#problem, this.#button.root, note(texts.submit?.message));
    sections.push(end);
    return sections;
  }

  #drawMethods() {
    const types = this.session.payment_method_types;
    this.card = new CardForm(() => this.#hideProblem());
    this.card.fields = [...this.card.fields.slice(0, 3), this.cardName, ...this.card.fields.slice(3)];
    this.card.code.root.after(this.cardName.root);
    const sepa = new SepaForm(() => this.#hideProblem());
    this.forms = [this.card, sepa].filter((form) => types.includes(form.type));
    const address = this.billing ? "never" : "auto";
    const options = { country: countryGuess(), fields: { billingDetails: { address, email: "never" } } };
    for (const form of this.forms) form.follow({ options, futureUse: false });
    this.#picker.follow(this.forms, "tabs");
  }

  /** The session has changed: totals, rates, what there is to pay. @param {Bag} session @param {(amount: number) => string} money */
  follow(session, money) {
    this.session = session;
    this.money = money;
    const { total } = session.totals;
    if (this.payment) this.payment.hidden = total === 0;
    this.#button.name(session.submit_type, total === 0 ? "" : money(total));
    if (session.asks.shipping_rate)
      this.rates.replaceChildren(shippingChoice(session, money, this.page.change));
  }

  #showBilling() {
    if (this.billingPart) this.billingPart.hidden = this.sameAddress?.input.checked ?? false;
  }

  /** Tax follows the address. */
  #placeChanged() {
    if (!this.session.tax) return;
    const address = this.shipping?.address ?? this.#billingAddress();
    if (address) this.page.change({ tax_address: address });
  }

  /** Shows every problem, goes to the first, and says whether there is one. */
  #complain() {
    const isPaid = this.session.totals.total > 0;
    const billing = isPaid && this.billing && !this.sameAddress?.input.checked ? this.billing.fields : [];
    const method = isPaid ? (this.#picker.picked?.fields ?? []) : [];
    const fields = [
      this.email,
      this.phone,
      ...(this.shipping?.fields ?? []),
      ...this.custom,
      ...method,
      ...billing,
    ].filter((field) => field !== undefined);
    for (const field of fields) field.complain();
    const first = fields.find((field) => field.problem);
    this.terms?.complain();
    if (first) first.input.focus();
    else if (this.terms?.isMissing) this.terms.input.focus();
    return Boolean(first) || Boolean(this.terms?.isMissing);
  }

  async #pay() {
    // One press, one payment: further ones wait for its end.
    if (this.#button.state !== "ready") return;
    this.#hideProblem();
    if (this.#complain()) return;
    this.#button.show("working");
    const { session, error } = await askSession("/pay", this.#input());
    if (session) this.#end(session, error);
    else {
      this.#button.show("ready");
      this.#tell(error);
    }
  }

  /** What came of an attempt. @param {Bag} session @param {Bag} [error] */
  #end(session, error) {
    if (session.status === "complete") {
      this.#button.show("done");
      if (session.success_url && !error) location.assign(session.success_url);
      else this.page.show(session);
    } else if (session.payment?.status === "requires_action") this.#authenticate(session);
    else {
      this.#button.show("ready");
      this.page.show(session);
      if (error) this.#tell(error);
    }
  }

  /** The bank asks; what it decides is the session's to tell. */
  async #authenticate(session = this.session) {
    this.#button.show("working");
    await passChallenge(session.payment, { total: session.totals.total, currency: session.currency });
    const after = await askSession("");
    const { session: now } = after;
    if (!now) {
      this.#button.show("ready");
      this.#tell(after.error);
      return;
    }
    const message = now.payment?.error;
    this.#end(now, now.status === "open" && message ? { message } : undefined);
  }

  #input() {
    const { picked } = this.#picker;
    const isPaid = this.session.totals.total > 0;
    const isCard = picked === this.card;
    return {
      email: this.email?.value.trim(),
      phone: this.phone?.value.trim(),
      shipping: this.shipping && { name: this.shipping.name.value.trim(), address: this.shipping.address },
      custom_fields: Object.fromEntries(
        this.custom.map((/** @type {Bag} */ field) => [field.key, field.value]),
      ),
      terms_of_service: this.terms?.input.checked ? "accepted" : undefined,
      ...(isPaid && picked
        ? {
            name: isCard ? this.cardName.value.trim() : picked.billingDetails.name,
            billing_address: this.#billingAddress(),
            payment_method_data: picked.details,
          }
        : {}),
    };
  }

  #billingAddress() {
    if (this.billing && !this.sameAddress?.input.checked) return this.billing.address;
    return this.billing ? this.shipping?.address : this.#picker.picked?.billingDetails.address;
  }

  /** Beside the field that the server means, or above the button. @param {Bag} [error] */
  #tell(error) {
    this.#problem.textContent = error?.message ?? "Something went wrong. You have not been charged.";
    this.#problem.hidden = false;
    this.#problem.focus();
  }

  #hideProblem() {
    this.#problem.hidden = true;
  }
}

/** @param {string} title @param {(Node | string)[]} children */
function section(title, ...children) {
  const heading = title ? [element("h2", {}, title)] : [];
  return element("section", { class: "Section" }, ...heading, ...children);
}

/** @param {string} [text] */
const note = (text) => (text ? element("p", { class: "Note" }, text) : "");

/** What is known and cannot be changed. @param {string} name @param {string} value */
const fixed = (name, value) =>
  element("p", { class: "Fixed" }, element("span", {}, name), element("span", {}, value));

/** @param {string} name @param {string} label */
function checkbox(name, label) {
  const input = element("input", { type: "checkbox", id: name, "aria-describedby": `${name}-error` });
  const error = element("p", { class: "Error", id: `${name}-error`, role: "alert", hidden: true });
  const box = {
    input,
    root: element("div", { class: "Check" }, input, element("label", { for: name }, label), error),
    get isMissing() {
      return !input.checked;
    },
    complain() {
      error.hidden = !box.isMissing;
      error.textContent = box.isMissing ? "Tick this to go on." : "";
    },
  };
  input.addEventListener("change", () => !error.hidden && box.complain());
  return box;
}

/** Where the customer probably is. */
function countryGuess() {
  return new Intl.Locale(navigator.language).maximize().region ?? "US";
}
