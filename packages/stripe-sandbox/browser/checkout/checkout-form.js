// @ts-check
import { CardForm } from "../payment/card-form.js";
import { element } from "../payment/dom.js";
import { MethodPicker } from "../payment/method-picker.js";
import { nameField } from "../payment/person-fields.js";
import { SavedForm } from "../payment/saved-form.js";
import { SepaForm } from "../payment/sepa-form.js";
import { t } from "../payment/translate.js";
import { passChallenge } from "./challenge.js";
import { CustomerParts, countryGuess } from "./customer-parts.js";
import { PayButton } from "./pay-button.js";
import { askSession } from "./session-api.js";
import { shippingChoice } from "./shipping-choice.js";

/** @typedef {Record<string, any>} Bag */
/** @typedef {{ change: import("./summary.js").Change, show: (session: Bag) => void, finish: (session: Bag) => void }} CheckoutPage */

/** Everything the customer fills in, and the button that pays. */
export class CheckoutForm {
  #picker = new MethodPicker(() => this.#hideProblem());
  #button = new PayButton();
  #problem = element("p", { class: "Problem", role: "alert", tabindex: "-1", hidden: true });
  #rates = element("div");
  #payment;
  #placeAsked = "";

  /** @param {Bag} session @param {(amount: number) => string} money @param {CheckoutPage} page */
  constructor(session, money, page) {
    this.session = session;
    this.page = page;
    const onInput = () => this.#hideProblem();
    this.customer = new CustomerParts(session, { onInput, onPlace: () => this.#askTax() });
    this.card = new CardForm(onInput);
    this.cardName = nameField({
      name: "cardholder",
      label: "Name on card",
      autocomplete: "cc-name",
      placeholder: "Full name",
      onInput,
    });
    this.#payment = this.#paymentSection(onInput);
    this.root = element(
      "form",
      { class: "Form", novalidate: true, "aria-label": "Checkout" },
      ...this.#customerSections(),
      this.#payment,
      this.#end(),
    );
    this.root.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#pay();
    });
    this.follow(session, money);
    if (session.payment?.status === "requires_action") this.#authenticate(session);
  }

  #customerSections() {
    const { asks, custom_text: texts, email } = this.session;
    const { email: emailInput, phone, recipient, shipping, custom } = this.customer;
    const contact = [emailInput, phone].flatMap((field) => field?.root ?? []);
    const sections = [];
    if (email || contact.length > 0)
      sections.push(section("Contact", email ? fixed(t("Email"), email) : "", fields(...contact)));
    if (shipping && recipient)
      sections.push(
        section(
          "Shipping address",
          fields(recipient.root, shipping.root),
          note(texts.shipping_address?.message),
        ),
      );
    if (asks.shipping_rate) sections.push(section("Shipping method", this.#rates));
    if (custom.length > 0)
      sections.push(section("", fields(...custom.map((/** @type {Bag} */ { field }) => field.root))));
    return sections;
  }

  /** @param {() => void} onInput */
  #paymentSection(onInput) {
    const { payment_method_types: types, saved_methods, shop } = this.session;
    const { billing, billingBox, same, shipping } = this.customer;
    const { fields: cardFields, code } = this.card;
    const place = cardFields.indexOf(code) + 1;
    this.card.fields = [...cardFields.slice(0, place), this.cardName, ...cardFields.slice(place)];
    code.root.after(this.cardName.root);
    /** @type {import("../payment/method-form.js").MethodForm[]} */
    const offered = [this.card, new SepaForm(onInput)].filter((form) => types.includes(form.type));
    if (saved_methods.length > 0) {
      this.saved = new SavedForm(onInput, async () => undefined);
      this.saved.offer(saved_methods, false);
      offered.unshift(this.saved);
    }
    const options = {
      country: countryGuess(),
      business: { name: shop },
      // The address is asked for once on this page, and the e-mail address above.
      ...(billing ? { fields: { billingDetails: { address: "never" } } } : {}),
    };
    for (const form of offered)
      form.follow({ options, futureUse: this.session.saves_card, elsewhere: { email: true } });
    this.card.root.addEventListener("change", () => this.#askTax());
    this.#picker.follow(offered, "tabs");
    const parts = [this.#picker.root, same?.root ?? "", billingBox ?? ""];
    if (billingBox) billingBox.prepend(element("h3", {}, t("Billing address")));
    return section(shipping || billing ? "Payment" : "Pay with", ...parts);
  }

  #end() {
    const { terms } = this.customer;
    const { submit, after_submit } = this.session.custom_text;
    return element(
      "div",
      { class: "End" },
      terms?.root ?? "",
      note(submit?.message),
      this.#problem,
      this.#button.root,
      note(after_submit?.message),
    );
  }

  /** The session has changed: totals, rates, whether there is anything to pay. @param {Bag} session @param {(amount: number) => string} money */
  follow(session, money) {
    this.session = session;
    const { total } = session.totals;
    this.#payment.hidden = total === 0;
    this.#button.name(session.submit_type, total === 0 ? "" : money(total));
    if (session.asks.shipping_rate)
      this.#rates.replaceChildren(shippingChoice(session, money, this.page.change));
  }

  /** Tax follows the address; asked once for each. */
  async #askTax() {
    if (!this.session.tax) return;
    const address = this.customer.shipping?.value ?? this.#billingAddress;
    const asked = JSON.stringify(address);
    if (!address || asked === this.#placeAsked) return;
    this.#placeAsked = asked;
    await this.page.change({ tax_address: address });
  }

  get #billingAddress() {
    return this.customer.billingAddress ?? this.#picker.picked?.billingDetails.address;
  }

  /** Shows every problem, goes to the first, and says whether there is one. */
  #complain() {
    const isFree = this.session.totals.total === 0;
    const payment = isFree ? [] : (this.#picker.picked?.fields ?? []);
    const asked = [...this.customer.before, ...payment, ...this.customer.after];
    for (const field of asked) field.complain();
    const first = asked.find((field) => field.problem);
    first?.input.focus();
    return Boolean(first);
  }

  async #pay() {
    // One press, one payment: further ones wait for its end.
    if (this.#button.state !== "ready") return;
    this.#hideProblem();
    if (this.#complain()) return;
    this.#button.show("working");
    const { session, error } = await askSession("/pay", this.#input());
    if (session) this.#settle(session, error);
    else await this.#afterRefusal(error);
  }

  #input() {
    const { picked } = this.#picker;
    const { total } = this.session.totals;
    return {
      ...this.customer.answers,
      ...(total > 0 && picked ? this.#means(picked) : {}),
      expected_amount: total,
    };
  }

  /** @param {import("../payment/method-form.js").MethodForm} picked */
  #means(picked) {
    const billing_address = this.#billingAddress;
    if (picked === this.saved) return { billing_address, payment_method: this.saved.chosen?.id };
    const name = picked === this.card ? this.cardName.value.trim() : picked.billingDetails.name;
    return { name, billing_address, payment_method_data: picked.details };
  }

  /** Nothing was tried. The order may have changed or ended elsewhere, so it is looked at again. @param {Bag} [error] */
  async #afterRefusal(error) {
    const { session } =
      error?.type === "api_connection_error" ? { session: undefined } : await askSession("");
    this.#button.show("ready");
    if (session) this.page.show(session);
    this.#showError(error);
  }

  /** What came of an attempt. @param {Bag} session @param {Bag} [error] */
  #settle(session, error) {
    if (session.status === "complete") {
      this.#button.show("done");
      this.page.finish(session);
    } else if (session.payment?.status === "requires_action") this.#authenticate(session);
    else {
      this.#button.show("ready");
      this.page.show(session);
      if (error) this.#showError(error, Boolean(error.code));
    }
  }

  /** The bank asks; what it has decided is the session's to tell. @param {Bag} session */
  async #authenticate(session) {
    this.#button.show("working");
    await passChallenge(session.payment, { total: session.totals.total, currency: session.currency });
    const { session: now, error } = await askSession("");
    if (!now) {
      this.#button.show("ready");
      this.#showError(error);
      return;
    }
    const { error: message } = now.payment ?? {};
    this.#settle(now, message ? { message } : undefined);
  }

  /** @param {Bag} [error] @param {boolean} [isDecline] the bank was asked, and said no */
  #showError(error, isDecline = false) {
    const message = t(error?.message ?? "Something went wrong.");
    this.#problem.textContent = isDecline
      ? t("{message} You have not been charged. Try another card.", { message })
      : message;
    this.#problem.hidden = false;
    this.#problem.focus();
  }

  #hideProblem() {
    this.#problem.hidden = true;
  }
}

/** @param {string} title in English, or nothing @param {(Node | string)[]} children */
function section(title, ...children) {
  const heading = title ? [element("h2", {}, t(title))] : [];
  const name = title ? { role: "group", "aria-label": t(title) } : {};
  return element("section", { class: "Section", ...name }, ...heading, ...children);
}

/** @param {Node[]} children */
const fields = (...children) =>
  element("div", { class: "Fields", hidden: children.length === 0 }, ...children);

/** @param {string} [text] */
const note = (text) => (text ? element("p", { class: "Note" }, text) : "");

/** What is known and cannot be changed. @param {string} name @param {string} value */
const fixed = (name, value) =>
  element("p", { class: "Fixed" }, element("span", {}, name), element("span", {}, value));
