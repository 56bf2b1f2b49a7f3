// @ts-check
import { Field } from "./field.js";
import { checkIban, formatIban, isFullIban } from "./iban.js";
import { MethodForm } from "./method-form.js";

/** @typedef {Record<string, any>} Bag */

/** A direct debit from a bank account in the euro payments area. */
export class SepaForm extends MethodForm {
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
      onInput,
    });
    this.name = plainField("name", "Full name", "name", "First and last name", onInput, (text) =>
      text.trim() ? undefined : { code: "incomplete_name", message: "Your name is incomplete." },
    );
    this.email = plainField("email", "Email", "email", "you@example.com", onInput, (text) =>
      /^\S+@\S+\.\S+$/.test(text.trim())
        ? undefined
        : { code: "incomplete_email", message: "Your email is incomplete." },
    );
    this.email.input.type = "email";
    this.fields = [this.iban, this.name, this.email];
    this.root.append(...this.fields.map((field) => field.root), this.terms);
  }

  /** @param {Bag} settings */
  follow({ options }) {
    const known = options.defaultValues?.billingDetails ?? {};
    const asked = options.fields?.billingDetails;
    this.name.root.hidden = asked === "never" || asked?.name === "never";
    this.email.root.hidden = asked === "never" || asked?.email === "never";
    if (!this.name.value && known.name) this.name.value = known.name;
    if (!this.email.value && known.email) this.email.value = known.email;
    const shop = options.business?.name ?? "this shop";
    this.terms.hidden = options.terms?.sepaDebit === "never";
    this.terms.textContent = `By providing your payment information and confirming this payment, you authorise ${shop} and Stripe, our payment service provider, to send instructions to your bank to debit your account. You are entitled to a refund from your bank under the terms of your agreement with it, claimed within 8 weeks of the debit.`;
  }

  /** @returns {Bag} */
  get details() {
    return { type: this.type, sepa_debit: { iban: this.iban.value.replace(/ /g, "") } };
  }

  /** @returns {Bag} */
  get billingDetails() {
    const given = [this.name, this.email].filter((field) => !field.root.hidden);
    return Object.fromEntries(given.map((field) => [field.input.name, field.value.trim()]));
  }
}

/**
 * @param {string} name @param {string} label @param {string} autocomplete @param {string} placeholder
 * @param {() => void} onInput @param {import("./field.js").FieldSpec["check"]} check
 */
function plainField(name, label, autocomplete, placeholder, onInput, check) {
  const attributes = { autocomplete, placeholder };
  return new Field({ name, label, attributes, format: (text) => text, check, isFull: () => false, onInput });
}
