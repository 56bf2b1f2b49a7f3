// @ts-check
import { brandMark, brandMarks, securityCodeMark } from "./brand-marks.js";
import { brandOf, unknownBrand } from "./brands.js";
import { checkCardNumber, checkSecurityCode, formatCardNumber, isFullCardNumber } from "./card-number.js";
import { countryChoices, postalCodeOf } from "./countries.js";
import { drawing } from "./dom.js";
import { checkExpiry, formatExpiry, parseExpiry } from "./expiry.js";
import { Field } from "./field.js";
import { MethodForm } from "./method-form.js";
import { neverAsked } from "./never-asked.js";
import { SelectField } from "./select-field.js";

/** @typedef {Record<string, any>} Bag */

/** The card's fields. What is typed here leaves this frame only for the sandbox itself. */
export class CardForm extends MethodForm {
  termsText =
    "By providing your card information, you allow {shop} to charge your card for future payments in accordance with their terms.";
  facts = () => {
    if (this.country.root.hidden && this.postalCode.root.hidden) return {};
    const { country = null, postal_code: postalCode } = this.billingDetails.address;
    return { billingDetails: { address: { country, postalCode: postalCode || null } } };
  };
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
      onInput,
    });
    this.country = new SelectField({
      name: "country",
      label: "Country",
      autocomplete: "billing country",
      onInput: () => {
        this.#chosenByCustomer = true;
        this.#followCountry();
        onInput();
      },
    });
    this.country.offer(countryChoices());

    this.fields = [this.number, this.expiry, this.code, this.country, this.postalCode];
    [this.number.next, this.expiry.next] = [this.expiry, this.code];
    [this.expiry.previous, this.code.previous] = [this.number, this.expiry];
    this.code.adornment.append(drawing(securityCodeMark));
    this.grid.append(...this.fields.map((field) => field.root));
    this.#showBrand();
  }

  /** @param {Bag} settings */
  follow(settings) {
    super.follow(settings);
    const { options, futureUse, elsewhere } = settings;
    if (!this.#chosenByCustomer) {
      this.country.value = "US";
      this.country.value = options.country;
    }
    const never = neverAsked(options.fields, "card");
    this.country.root.hidden = never.has("address.country") || Boolean(elsewhere?.address);
    this.#asksPostalCode = !never.has("address.postal_code") && !elsewhere?.address;
    this.#followCountry();
    const known = options.defaultValues?.billingDetails?.address?.postal_code;
    if (known && !this.postalCode.value) this.postalCode.value = known;
    const terms = options.terms?.card ?? "auto";
    this.terms.hidden = terms === "never" || (terms === "auto" && !futureUse);
  }

  translate() {
    super.translate();
    this.country.offer(countryChoices());
    this.#showBrand();
  }

  get isEmpty() {
    return [this.number, this.expiry, this.code].every((field) => !field.value);
  }

  /** What the page may know of the card while it is typed, once there is enough of it. @returns {{ brands: string[], funding: null } | undefined} */
  get cardDetails() {
    return this.#digits.length < 8 ? undefined : { brands: [brandOf(this.#digits).name], funding: null };
  }

  clear() {
    for (const field of [this.number, this.expiry, this.code, this.postalCode]) field.clear();
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
    const country = this.country.root.hidden ? {} : { country: this.country.value };
    const postal = this.postalCode.root.hidden ? {} : { postal_code: this.postalCode.value.trim() };
    return { address: { ...country, ...postal } };
  }

  get #digits() {
    return this.number.value.replace(/\D/g, "");
  }

  #showBrand() {
    const digits = this.#digits;
    const brand = digits ? brandOf(digits) : undefined;
    this.code.placeholder = brand?.cvc === 4 ? "4 digits" : "CVC";
    this.code.translate();
    const shown = brand?.name ?? "";
    if (this.#brand === shown && this.number.adornment.childElementCount) return;
    this.#brand = shown;
    this.number.adornment.replaceChildren(...(brand ? [brandMark(brand)] : brandMarks()));
  }

  #followCountry() {
    const rule = postalCodeOf(this.country.value);
    const { postalCode } = this;
    postalCode.root.hidden = !rule || !this.#asksPostalCode;
    this.grid.classList.toggle("Fields--noPostalCode", postalCode.root.hidden);
    if (!rule) return;
    postalCode.labelText = rule.label;
    postalCode.placeholder = rule.placeholder;
    postalCode.input.inputMode = rule.inputmode;
    postalCode.translate();
    if (postalCode.value && !rule.pattern.test(postalCode.value)) postalCode.clear();
  }
}
