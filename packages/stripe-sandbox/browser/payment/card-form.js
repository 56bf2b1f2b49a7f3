// @ts-check
import { brandMark, brandMarks, securityCodeMark } from "./brand-marks.js";
import { brandOf, unknownBrand } from "./brands.js";
import { checkCardNumber, checkSecurityCode, formatCardNumber, isFullCardNumber } from "./card-number.js";
import { countries, postalCodeOf } from "./countries.js";
import { drawing, element } from "./dom.js";
import { checkExpiry, formatExpiry, parseExpiry } from "./expiry.js";
import { Field } from "./field.js";
import { MethodForm } from "./method-form.js";

/** @typedef {Record<string, any>} Bag */

/** The card's fields. What is typed here leaves this frame only for the sandbox itself. */
export class CardForm extends MethodForm {
  #brand = "";
  #asksPostalCode = true;
  #chosenByCustomer = false;

  /** @param {() => void} onInput */
  constructor(onInput) {
    super("card", "Card");
    this.number = new Field({
      name: "number",
      label: "Card number",
      attributes: { autocomplete: "cc-number", inputmode: "numeric", placeholder: "1234 1234 1234 1234" },
      format: formatCardNumber,
      check: checkCardNumber,
      isFull: isFullCardNumber,
      onInput: () => {
        this.#showBrand();
        onInput();
      },
    });
    this.expiry = new Field({
      name: "expiry",
      label: "Expiration date",
      attributes: { autocomplete: "cc-exp", inputmode: "numeric", placeholder: "MM / YY" },
      format: formatExpiry,
      check: (text) => checkExpiry(text, new Date()),
      isFull: (text) => Boolean(parseExpiry(text)),
      onInput,
    });
    const codeLength = () => brandOf(this.#digits).cvc;
    this.code = new Field({
      name: "cvc",
      label: "Security code",
      attributes: { autocomplete: "cc-csc", inputmode: "numeric", placeholder: "CVC" },
      format: (text) =>
        text.replace(/\D/g, "").slice(0, brandOf(this.#digits) === unknownBrand ? 4 : codeLength()),
      check: (text) => checkSecurityCode(text, codeLength()),
      isFull: (text) => text.length === codeLength() && brandOf(this.#digits) !== unknownBrand,
      onInput,
    });
    this.postalCode = new Field({
      name: "postalCode",
      label: "ZIP",
      attributes: { autocomplete: "billing postal-code" },
      format: (text) => {
        const rule = postalCodeOf(this.country.value);
        const plain = rule?.inputmode === "numeric" ? text.replace(/\D/g, "") : text.toUpperCase();
        return plain.slice(0, rule?.length);
      },
      check: (text) =>
        postalCodeOf(this.country.value)?.pattern.test(text.trim()) === false
          ? { code: "incomplete_zip", message: "Your postal code is incomplete." }
          : undefined,
      isFull: () => false,
      onInput,
    });
    this.country = element(
      "select",
      { class: "Input", id: "country", name: "country", autocomplete: "billing country" },
      ...countries.map(({ code, name }) => element("option", { value: code }, name)),
    );
    this.country.addEventListener("change", () => {
      this.#chosenByCustomer = true;
      this.#followCountry();
      onInput();
    });
    this.countryField = element(
      "div",
      { class: "Field Field--country" },
      element("label", { class: "Label", for: "country" }, "Country"),
      element("div", { class: "InputBox InputBox--select" }, this.country),
    );

    this.fields = [this.number, this.expiry, this.code, this.postalCode];
    [this.number.next, this.expiry.next] = [this.expiry, this.code];
    [this.expiry.previous, this.code.previous] = [this.number, this.expiry];
    this.code.adornment.append(drawing(securityCodeMark));
    this.root.append(
      this.number.root,
      this.expiry.root,
      this.code.root,
      this.countryField,
      this.postalCode.root,
      this.terms,
    );
    this.#showBrand();
  }

  /** @param {Bag} settings */
  follow({ options, futureUse }) {
    if (!this.#chosenByCustomer) this.country.value = options.country;
    if (!this.country.value) this.country.value = "US";
    const { billingDetails } = options.fields ?? {};
    const address = billingDetails?.address ?? billingDetails;
    this.countryField.hidden = address === "never" || address?.country === "never";
    this.#asksPostalCode = address !== "never" && address?.postalCode !== "never";
    this.#followCountry();
    const known = options.defaultValues?.billingDetails?.address?.postal_code;
    if (known && !this.postalCode.value) this.postalCode.value = known;

    const terms = options.terms?.card ?? "auto";
    this.terms.hidden = terms === "never" || (terms === "auto" && !futureUse);
    this.terms.textContent = `By providing your card information, you allow ${options.business?.name ?? "this shop"} to charge your card for future payments in accordance with their terms.`;
  }

  get isEmpty() {
    return [this.number, this.expiry, this.code].every((field) => !field.value);
  }

  /** @returns {Bag} what the API calls these details */
  get details() {
    const expiry = parseExpiry(this.expiry.value);
    return {
      type: "card",
      card: { number: this.#digits, exp_month: expiry?.month, exp_year: expiry?.year, cvc: this.code.value },
    };
  }

  /** @returns {Bag} */
  get billingDetails() {
    const country = this.countryField.hidden ? {} : { country: this.country.value };
    const postal = this.postalCode.root.hidden ? {} : { postal_code: this.postalCode.value.trim() };
    return { address: { ...country, ...postal } };
  }

  get #digits() {
    return this.number.value.replace(/\D/g, "");
  }

  #showBrand() {
    const digits = this.#digits;
    const brand = digits ? brandOf(digits) : undefined;
    const shown = brand?.name ?? "";
    if (this.#brand === shown && this.number.adornment.childElementCount) return;
    this.#brand = shown;
    this.number.adornment.replaceChildren(...(brand ? [brandMark(brand)] : brandMarks()));
    this.code.input.placeholder = brand?.cvc === 4 ? "4 digits" : "CVC";
  }

  #followCountry() {
    const rule = postalCodeOf(this.country.value);
    const { postalCode } = this;
    postalCode.root.hidden = !rule || !this.#asksPostalCode;
    this.root.classList.toggle("Fields--noPostalCode", postalCode.root.hidden);
    if (!rule) return;
    postalCode.label.textContent = rule.label;
    postalCode.input.placeholder = rule.placeholder;
    postalCode.input.inputMode = rule.inputmode;
    if (postalCode.value && !rule.pattern.test(postalCode.value)) postalCode.clear();
  }
}
