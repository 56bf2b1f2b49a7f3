// @ts-check
import { AddressFields } from "./address-fields.js";
import { Field } from "./field.js";
import { checkIban, countryOfIban, formatIban, isFullIban, isOutsideEea } from "./iban.js";
import { MethodForm } from "./method-form.js";
import { neverAsked } from "./never-asked.js";
import { emailField, nameField } from "./person-fields.js";

/** @typedef {Record<string, any>} Bag */

/** A direct debit from a bank account in the euro payments area. */
export class SepaForm extends MethodForm {
  // Stripe's mandate text: https://docs.stripe.com/payments/sepa-debit#mandates
  termsText =
    "By providing your payment information and confirming this payment, you authorise (A) {shop} and Stripe, our payment service provider, to send instructions to your bank to debit your account and (B) your bank to debit your account in accordance with those instructions. As part of your rights, you are entitled to a refund from your bank under the terms and conditions of your agreement with your bank. A refund must be claimed within 8 weeks starting from the date on which your account was debited.";
  #asksAddress = true;
  #bankCountry = "";

  /** @param {() => void} onInput */
  constructor(onInput) {
    super("sepa_debit", "SEPA Direct Debit");
    this.iban = new Field({
      name: "iban",
      label: "IBAN",
      attributes: { autocomplete: "off", inputmode: "text", placeholder: "DE00 0000 0000 0000 0000 00" },
      format: formatIban,
      check: checkIban,
      isFull: isFullIban,
      onInput: () => {
        this.#followBank();
        onInput();
      },
    });
    this.name = nameField({ onInput });
    this.email = emailField({ onInput });
    this.address = new AddressFields({ section: "billing", onInput });
    this.fields = [this.iban, this.name, this.email, ...this.address.all];
    const own = [this.iban, this.name, this.email].map((field) => field.root);
    this.grid.append(...own, this.address.root);
    this.#followBank();
  }

  /** @param {Bag} settings */
  follow(settings) {
    super.follow(settings);
    const { options, elsewhere } = settings;
    const known = options.defaultValues?.billingDetails ?? {};
    const never = neverAsked(options.fields, "sepa_debit");
    this.name.root.hidden = never.has("name") || Boolean(elsewhere?.address);
    this.email.root.hidden = never.has("email") || Boolean(elsewhere?.email);
    this.#asksAddress = !never.has("address.line1") && !elsewhere?.address;
    if (!this.name.value && known.name) this.name.value = known.name;
    if (!this.email.value && known.email) this.email.value = known.email;
    this.address.follow({ known: known.address });
    this.terms.hidden = options.terms?.sepaDebit === "never";
    this.#followBank();
  }

  translate() {
    super.translate();
    this.address.translate();
  }

  get isEmpty() {
    return [this.iban, this.name, this.email].every((field) => !field.value);
  }

  clear() {
    for (const field of [this.iban, this.name, this.email]) field.clear();
    this.address.clear();
  }

  /** @returns {Bag} */
  get details() {
    return { type: this.type, sepa_debit: { iban: this.iban.value.replace(/ /g, "") } };
  }

  /** @returns {Bag} */
  get billingDetails() {
    const given = [this.name, this.email].filter((field) => !field.root.hidden);
    const person = Object.fromEntries(given.map((field) => [field.input.name, field.value.trim()]));
    return this.#wantsAddress ? { ...person, address: this.address.value } : person;
  }

  /** Banks outside the European Economic Area want the address of the account's owner. */
  get #wantsAddress() {
    return this.#asksAddress && isOutsideEea(this.iban.value);
  }

  #followBank() {
    this.address.root.hidden = !this.#wantsAddress;
    const country = countryOfIban(this.iban.value);
    if (this.#wantsAddress && this.#bankCountry !== country) this.address.follow({ country });
    this.#bankCountry = country;
  }
}
